package io.rotunda.server.webhooks;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long to wait after so many failures in a row: twice as long each time, up to a bound, and never all at the
/// same moment.
///
/// @param first after one failure, at most
/// @param most after many
/// @param random 0 to 1
record Backoff(Duration first, Duration most, DoubleSupplier random) {
    private static final int DOUBLINGS = 30;

    /// @param failures 1 or more
    long nanos(int failures) {
        long doubled = first.toNanos() << Math.min(failures - 1, DOUBLINGS);
        long longest = doubled <= 0 ? most.toNanos() : Math.min(doubled, most.toNanos());
        return (long) (longest * (1 + random.getAsDouble()) / 2);
    }
}
