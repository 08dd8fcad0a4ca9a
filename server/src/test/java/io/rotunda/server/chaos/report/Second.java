package io.rotunda.server.chaos.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What was acknowledged in a stretch of time, and how long it took.
final class Second {
    private final List<Float> latencies = new ArrayList<>();
    private int acknowledged;

    /// @param messages how many the answer acknowledges
    void add(int messages, double latencyMs) {
        acknowledged += messages;
        latencies.add((float) latencyMs);
    }

    void addAll(Second other) {
        acknowledged += other.acknowledged;
        latencies.addAll(other.latencies);
    }

    int acknowledged() {
        return acknowledged;
    }

    /// The latency in ms that this part of the answers did not exceed; NaN if there was none.
    double quantile(double part) {
        if (latencies.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(latencies);
        return latencies.get(Math.min(latencies.size() - 1, (int) (part * latencies.size())));
    }
}
