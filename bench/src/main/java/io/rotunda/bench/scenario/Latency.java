package io.rotunda.bench.scenario;

import java.util.Map;
import org.HdrHistogram.Histogram;

/// Times from the moment something should have been sent until it was heard. Only what should have been sent in the
/// measured stretch counts, whenever it was heard: a server that stands still is seen.
final class Latency {
    private static final long LONGEST = 120_000_000_000L;

    private final Histogram histogram = new Histogram(LONGEST, 3);
    private long from = Long.MAX_VALUE;
    private long to = Long.MAX_VALUE;

    void measure(long newFrom, long newTo) {
        histogram.reset();
        from = newFrom;
        to = newTo;
    }

    void record(long intended, long now) {
        if (intended >= from && intended < to) {
            histogram.recordValue(Math.min(LONGEST, Math.max(0, now - intended)));
        }
    }

    double millis(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }

    void into(Map<Metric, Double> values) {
        values.put(Metric.P50, millis(50));
        values.put(Metric.P90, millis(90));
        values.put(Metric.P99, millis(99));
        values.put(Metric.P999, millis(99.9));
        values.put(Metric.MAX, millis(100));
    }
}
