package io.rotunda.server.wire;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How late work runs: what a loop was asked to do at a time, and a task of a client beside it. When that grows,
/// clients that are here feel it. Asked on any thread.
final class Lag {
    private static final Duration EVERY = Duration.ofMillis(100);

    /// Nobody feels so much; a pause of the garbage collector passes for one round.
    private static final long HIGH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /// Only then is the burst worked off, not merely interrupted.
    private static final long LOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier clock;
    private final Probe loop = new Probe();
    private final Probe tasks = new Probe();

    /// @param clock such as [System#nanoTime]
    Lag(LongSupplier clock) {
        this.clock = clock;
    }

    /// Measures until `executor` ends.
    void measure(ScheduledExecutorService executor) {
        executor.scheduleAtFixedRate(
                () -> {
                    loop.ran(clock.getAsLong());
                    loop.asked(clock.getAsLong() + EVERY.toNanos());
                    if (!tasks.waiting()) {
                        tasks.asked(clock.getAsLong());
                        Thread.startVirtualThread(() -> tasks.ran(clock.getAsLong()));
                    }
                },
                EVERY.toNanos(),
                EVERY.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /// Whether work ran too late, and has not been in time since.
    boolean tooMuch() {
        long now = clock.getAsLong();
        return loop.tooLate(now) || tasks.tooLate(now);
    }

    /// One thing that is asked for again and again. Asked by one thread, run by one.
    static final class Probe {
        private static final long NOTHING = Long.MIN_VALUE;

        private volatile long due = NOTHING;
        private volatile boolean late;

        void asked(long forWhen) {
            due = forWhen;
        }

        boolean waiting() {
            return due != NOTHING;
        }

        void ran(long now) {
            long asked = due;
            if (asked == NOTHING) {
                return;
            }
            long lag = now - asked;
            if (lag > HIGH_NANOS) {
                late = true;
            } else if (lag < LOW_NANOS) {
                late = false;
            }
            due = NOTHING;
        }

        boolean tooLate(long now) {
            long asked = due;
            return late || asked != NOTHING && now - asked > HIGH_NANOS;
        }
    }
}
