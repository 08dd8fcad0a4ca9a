package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LagTest {
    private final Lag.Probe probe = new Lag.Probe();

    @Test
    void whatRunsInTimeIsNotLate() {
        probe.asked(millis(100));
        assertFalse(probe.tooLate(millis(90)));
        probe.ran(millis(101));
        assertFalse(probe.tooLate(millis(5_000)), "nothing is waited for");
    }

    @Test
    void whatDoesNotRunAtAllIsNoticedBeforeItDoes() {
        probe.asked(millis(100));
        assertFalse(probe.tooLate(millis(349)));
        assertTrue(probe.tooLate(millis(351)));
    }

    @Test
    void whatRanTooLateIsLateUntilSomethingRunsNearlyInTime() {
        probe.asked(millis(100));
        probe.ran(millis(400));
        assertTrue(probe.tooLate(millis(400)));
        probe.asked(millis(500));
        probe.ran(millis(700));
        assertTrue(probe.tooLate(millis(700)), "200 ms are still too much after more than 250");
        probe.asked(millis(800));
        probe.ran(millis(850));
        assertFalse(probe.tooLate(millis(850)));
    }

    @Test
    void aStallIsNotForgottenByTurnsThatCatchUp() {
        var timer = new HandTimer();
        var time = new AtomicLong();
        var lag = new Lag(time::get, Runnable::run, timer);
        assertFalse(lag.tooMuch());
        time.set(millis(1_000));
        timer.turn();
        assertTrue(lag.tooMuch(), "it ran 900 ms late");
        time.set(millis(1_100));
        timer.turn();
        assertFalse(lag.tooMuch());
    }

    @Test
    void aTaskThatCannotBeBegunIsNotWaitedFor() {
        var timer = new HandTimer();
        var time = new AtomicLong();
        var begun = new ArrayList<Runnable>();
        var full = new AtomicBoolean(true);
        var lag = new Lag(
                time::get,
                task -> {
                    if (full.get()) {
                        throw new OutOfMemoryError("no thread");
                    }
                    begun.add(task);
                },
                timer);
        assertFalse(lag.tooMuch());
        time.set(millis(100));
        timer.turn();
        full.set(false);
        time.set(millis(200));
        assertFalse(lag.tooMuch());
        timer.turn();
        time.set(millis(440));
        assertFalse(lag.tooMuch(), "what could not be begun is as old as that");
        begun.removeFirst().run();
        assertFalse(lag.tooMuch());
    }

    @Test
    void whileNobodyAsksNothingIsMeasured() {
        var timer = new HandTimer();
        var time = new AtomicLong();
        var lag = new Lag(time::get, Runnable::run, timer);
        assertFalse(timer.waiting());
        assertFalse(lag.tooMuch());
        while (timer.waiting()) {
            time.addAndGet(millis(100));
            timer.turn();
        }
        time.addAndGet(millis(60_000));
        assertFalse(lag.tooMuch(), "nothing was waited for meanwhile");
        assertTrue(timer.waiting());
    }

    @Test
    void whatWasLateIsMeasuredUntilItIsNot() {
        var timer = new HandTimer();
        var time = new AtomicLong();
        var lag = new Lag(time::get, Runnable::run, timer);
        assertFalse(lag.tooMuch());
        time.set(millis(5_000));
        timer.turn();
        assertTrue(timer.waiting(), "nobody asked for 5 s, but then it would be late for ever");
        time.set(millis(5_100));
        timer.turn();
        assertFalse(timer.waiting());
        assertFalse(lag.tooMuch());
    }

    /// Keeps what is to run after a delay; what is to run at a rate is refused, as it would catch up.
    private static final class HandTimer extends ScheduledThreadPoolExecutor {
        private @Nullable Runnable task;

        HandTimer() {
            super(0);
        }

        boolean waiting() {
            return task != null;
        }

        void turn() {
            var due = Objects.requireNonNull(task);
            task = null;
            due.run();
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            task = command;
            return super.schedule(() -> {}, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initial, long period, TimeUnit unit) {
            throw new AssertionError("after a stall this would catch up");
        }
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
