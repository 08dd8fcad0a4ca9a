package io.rotunda.rooms;

/// Which threads must not wait for anybody: those that run lanes. Whoever would block asks here first, so that a
/// mistake is a fault of one event, seen by the first test that makes it, and not a lane that stands still.
public final class Waiting {
    private static final ThreadLocal<Boolean> FORBIDDEN = new ThreadLocal<>();

    private Waiting() {}

    /// This thread must not wait from here on.
    public static void forbid() {
        FORBIDDEN.set(true);
    }

    /// This thread may wait again.
    public static void allow() {
        FORBIDDEN.remove();
    }

    /// Called before this thread waits.
    public static void check() {
        // A virtual thread never runs a lane, and is not made to have a map of its own for being asked.
        if (!Thread.currentThread().isVirtual() && FORBIDDEN.get() != null) {
            throw new IllegalStateException("a lane must not wait");
        }
    }
}
