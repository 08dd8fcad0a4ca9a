package io.rotunda.rooms;

import org.jspecify.annotations.Nullable;

/// Which threads must not wait for anybody: those that run lanes. Whoever would block asks here first, so that a
/// mistake is a fault of one event, seen by the first test that makes it, and not a lane that stands still. Whoever
/// wakes somebody who waits does it from here, so that a lane does it once for all that it reads.
public final class Waiting {
    private static final ThreadLocal<Lane> LANE = new ThreadLocal<>();

    private Waiting() {}

    /// This thread must not wait from here on: it runs `lane`.
    public static void forbid(Lane lane) {
        LANE.set(lane);
    }

    /// This thread may wait again.
    public static void allow() {
        LANE.remove();
    }

    /// Called before this thread waits.
    public static void check() {
        if (lane() != null) {
            throw new IllegalStateException("a lane must not wait");
        }
    }

    /// Runs `wake`, which ends the waiting of another thread: on a lane once for all that it reads in a row, on any
    /// other thread now.
    public static void end(Runnable wake) {
        var lane = lane();
        if (lane == null) {
            wake.run();
        } else {
            lane.atEndOfTurn(wake);
        }
    }

    private static @Nullable Lane lane() {
        // A virtual thread never runs a lane, and is not made to have a map of its own for being asked.
        return Thread.currentThread().isVirtual() ? null : LANE.get();
    }
}
