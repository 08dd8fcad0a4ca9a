package io.rotunda.server.wire;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How late work runs: what a loop was asked to do at a time, and a task of a client beside it. When that grows,
/// clients that are here feel it. Measured only while somebody asks: on an idle node it would be most of what runs.
/// Touched on the loop only.
final class Lag {
    private static final Logger LOG = LoggerFactory.getLogger(Lag.class);
    private static final Duration EVERY = Duration.ofMillis(100);

    /// For so long after it was asked for.
    private static final long WANTED_NANOS = TimeUnit.SECONDS.toNanos(2);

    /// Nobody feels so much; a pause of the garbage collector passes for one round.
    private static final long HIGH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /// Only then is the burst worked off, not merely interrupted.
    private static final long LOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier clock;
    private final Executor threads;
    private final Probe loop = new Probe();
    private final Probe tasks = new Probe();
    private final ScheduledExecutorService timer;
    private boolean measuring;
    private long wantedAt;

    /// @param clock such as [System#nanoTime]
    /// @param threads runs a task as those of clients are run
    /// @param timer the loop
    Lag(LongSupplier clock, Executor threads, ScheduledExecutorService timer) {
        this.clock = clock;
        this.threads = threads;
        this.timer = timer;
    }

    private void turn() {
        loop.ran(clock.getAsLong());
        if (!tasks.waiting() && !late() && clock.getAsLong() - wantedAt > WANTED_NANOS) {
            measuring = false;
            return;
        }
        awaitTurn();
        if (!tasks.waiting()) {
            tasks.asked(clock.getAsLong());
            try {
                threads.execute(() -> tasks.ran(clock.getAsLong()));
            } catch (RuntimeException | Error failure) { // without memory for a thread, for one
                tasks.forget();
                LOG.warn("the lag could not be measured", failure);
            }
        }
    }

    /// Not at a fixed rate: after a stall that would catch up with many turns in time, and the stall be forgotten.
    private void awaitTurn() {
        loop.asked(clock.getAsLong() + EVERY.toNanos());
        timer.schedule(this::turn, EVERY.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Whether work ran too late, and has not been in time since.
    boolean tooMuch() {
        wantedAt = clock.getAsLong();
        if (!measuring) {
            measuring = true;
            awaitTurn();
        }
        return late();
    }

    private boolean late() {
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

        /// It will not run.
        void forget() {
            due = NOTHING;
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
