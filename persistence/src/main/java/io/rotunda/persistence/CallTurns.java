package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Who of this node may write to the transcript of a call: one at a time, and only so many of all calls
/// together. Whoever waits here waits without a connection, so that a busy call holds up nobody but itself.
final class CallTurns {
    private static final int STRIPES = 256;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// Calls that share one wait for each other.
    private final List<ReentrantLock> calls =
            Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toList();

    private final Semaphore atOnce;
    private final Duration patience;

    /// @param atOnce how many may write, each to another call
    /// @param patience how long one waits altogether
    CallTurns(int atOnce, Duration patience) {
        this.atOnce = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /// Runs `task` when it is the call's turn.
    ///
    /// @throws Unavailable if it does not become so in time
    void take(RoomId.Call call, Runnable task) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            take(calls.get(Math.floorMod(call.hashCode(), STRIPES)), end, task);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for a call's turn", RETRY_AFTER);
        }
    }

    private void take(ReentrantLock call, long end, Runnable task) throws InterruptedException {
        if (!call.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new Unavailable("too much is being said in a call", RETRY_AFTER);
        }
        try {
            takeOfAll(end, task); // only now: who waits for a call must not keep others from theirs
        } finally {
            call.unlock();
        }
    }

    private void takeOfAll(long end, Runnable task) throws InterruptedException {
        if (!atOnce.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new Unavailable("too much is being said in calls", RETRY_AFTER);
        }
        try {
            task.run();
        } finally {
            atOnce.release();
        }
    }
}
