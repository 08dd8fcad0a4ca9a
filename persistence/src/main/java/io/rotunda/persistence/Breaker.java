package io.rotunda.persistence;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Remembers that the database is away, so that nobody waits to learn it again: after two failures in a row
/// only one attempt in each interval is let through, until one succeeds.
final class Breaker {
    private static final int FAILURES = 2;

    private final long interval;
    private final LongSupplier nanos;
    private int failures;
    private long nextProbe;

    /// @param nanos a clock such as [System#nanoTime]
    Breaker(Duration interval, LongSupplier nanos) {
        this.interval = interval.toNanos();
        this.nanos = nanos;
    }

    /// Whether to try. Who was let through says how it went.
    synchronized boolean permits() {
        if (failures < FAILURES) {
            return true;
        }
        long now = nanos.getAsLong();
        if (now - nextProbe < 0) {
            return false;
        }
        nextProbe = now + interval;
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(failures + 1, FAILURES);
        nextProbe = nanos.getAsLong() + interval;
    }
}
