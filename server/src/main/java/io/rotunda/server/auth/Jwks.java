package io.rotunda.server.auth;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys of a [JwksEndpoint], kept: fetched when the first token needs one, again when a token is signed with an
/// unknown one, and now and then so that a withdrawn key is forgotten. What was fetched stays in force while the
/// endpoint is down.
final class Jwks {
    private static final Logger log = LoggerFactory.getLogger(Jwks.class);

    /// Between two fetches, so that forged tokens do not become a load on the endpoint.
    static final Duration PAUSE = Duration.ofSeconds(10);

    /// After a failure; short, because until it works nobody new gets in.
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    /// After this, keys are still in force but asked for again.
    static final Duration FRESH = Duration.ofMinutes(10);

    private final JwksEndpoint endpoint;
    private final LongSupplier nanoTime;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile State state;

    /// @param nanoTime a clock that is never set back, like [System#nanoTime()]
    Jwks(JwksEndpoint endpoint, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.nanoTime = nanoTime;
        var now = nanoTime.getAsLong();
        this.state = new State(List.of(), false, now, now + FRESH.toNanos());
    }

    /// What is known. Never blocks.
    List<VerificationKey> keys() {
        if (passed(state.staleAt) && passed(state.nextFetchAt) && !fetching.isLocked()) {
            Thread.startVirtualThread(this::renewed);
        }
        return state.keys;
    }

    /// What is known after asking again. Blocks for one fetch at most: callers at the same time share it, and soon
    /// after one there is no other.
    List<VerificationKey> renewed() {
        fetching.lock();
        try {
            if (passed(state.nextFetchAt)) {
                state = fetched();
            }
            return state.keys;
        } finally {
            fetching.unlock();
        }
    }

    /// Whether the endpoint gave its keys when it was last asked.
    boolean answered() {
        return state.answered;
    }

    private State fetched() {
        try {
            var keys = endpoint.fetch();
            var now = nanoTime.getAsLong();
            return new State(keys, true, now + PAUSE.toNanos(), now + FRESH.toNanos());
        } catch (IOException e) {
            log.warn("no token keys from {}: {}", endpoint, e.getMessage());
            var next = nanoTime.getAsLong() + PAUSE_AFTER_FAILURE.toNanos();
            return new State(state.keys, false, next, state.staleAt);
        }
    }

    private boolean passed(long time) {
        return nanoTime.getAsLong() - time >= 0;
    }

    private record State(List<VerificationKey> keys, boolean answered, long nextFetchAt, long staleAt) {}
}
