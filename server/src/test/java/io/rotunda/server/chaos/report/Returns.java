package io.rotunda.server.chaos.report;

import io.rotunda.server.chaos.history.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// How long after PostgreSQL is there again something is kept again, each time that nothing else failed meanwhile.
final class Returns {
    private static final String POSTGRES = "postgres";
    private static final Set<String> KEEPS = Set.of(
            "message:send",
            "message:send_queued",
            "message:stream_end",
            "message:update",
            "message:delete",
            "message:react",
            "message:read",
            "conversation:mark_read");

    private final List<Double> millis = new ArrayList<>();
    private int running;
    private double back = Double.NaN;

    /// Those of another history have nothing to do with these.
    void begin() {
        running = 0;
        back = Double.NaN;
    }

    void see(Line.Fault fault) {
        running += fault.begins() ? 1 : -1;
        boolean alone = !fault.begins() && running == 0;
        back = alone && fault.target().equals(POSTGRES) ? fault.at() : Double.NaN;
    }

    /// An answer of success.
    void see(Line.Invoke invoke, Line.Ok ok) {
        if (ok.at() >= back && KEEPS.contains(invoke.event())) {
            millis.add(ok.at() - back);
            back = Double.NaN;
        }
    }

    int count() {
        return millis.size();
    }

    /// The time in ms that this part of them did not exceed; NaN if there were none.
    double quantile(double part) {
        if (millis.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(millis);
        return millis.get(Math.min(millis.size() - 1, (int) (part * millis.size())));
    }
}
