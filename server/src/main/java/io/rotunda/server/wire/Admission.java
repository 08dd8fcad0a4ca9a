package io.rotunda.server.wire;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/// Whether one more client can be let in now. Those that are in are never asked about. Any thread, but for
/// what says otherwise.
final class Admission {
    /// Whoever is refused comes back within so many seconds, not all in the same one.
    private static final int RETRY_SPREAD_SECONDS = 5;

    /// Where fewer want to come in, they are not what makes the node slow, and to refuse them would not mend it.
    static final int CROWD = 32;

    private final EngineSessions sessions;
    private final int maxHandshakes;
    private final BooleanSupplier busy;
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    /// @param maxHandshakes sessions that may be open without having been accepted: what a crowd of them costs is
    ///     spent before anybody knows who they are
    /// @param busy whether the application has more to do than it can
    Admission(EngineSessions sessions, int maxHandshakes, BooleanSupplier busy) {
        this.sessions = sessions;
        this.maxHandshakes = maxHandshakes;
        this.busy = busy;
    }

    /// Where too many are at the door, one that only stands there has to go: so nobody keeps all others out.
    ///
    /// @param loop which would serve the client; on it
    boolean admits(Loop loop) {
        boolean late = loop.lag.tooMuch() && asking.get() >= CROWD; // asked first: a crowd finds it measured
        boolean admitted = !sessions.full()
                && !late
                && !busy.getAsBoolean()
                && (handshakes.get() < maxHandshakes || loop.connects.hasten());
        if (!admitted) {
            refused.increment();
        }
        return admitted;
    }

    /// A session has yet to say who it is for, or to hear the answer; until [#settled].
    void begun() {
        handshakes.incrementAndGet();
    }

    void settled() {
        handshakes.decrementAndGet();
    }

    /// One of them has said who it is for, and the answer is awaited, or is so no more.
    void asking(boolean now) {
        asking.addAndGet(now ? 1 : -1);
    }

    int handshakes() {
        return handshakes.get();
    }

    /// How many handshakes were refused.
    long refused() {
        return refused.sum();
    }

    /// After how many seconds one that was refused may come again.
    static int retryAfterSeconds() {
        return 1 + ThreadLocalRandom.current().nextInt(RETRY_SPREAD_SECONDS);
    }
}
