package io.rotunda.persistence.memory;

import io.rotunda.persistence.Change;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.Messages.Appended;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One room: who may enter it, and its log. As in the database, what is committed can be read before anybody was
/// told of it.
final class MemoryRoom {
    /// Held from before a commit until it was told, so that everything is told in the order of positions.
    private final ReentrantLock order = new ReentrantLock();

    private final MemoryLog log = new MemoryLog();
    private final InstantSource clock;
    private final Runnable lag;
    private final Instant createdAt;
    private volatile @Nullable Set<String> members;

    MemoryRoom(InstantSource clock, Runnable lag) {
        this.clock = clock;
        this.lag = lag;
        this.createdAt = now();
    }

    Appended append(Draft draft, Consumer<Message> committed) {
        order.lock();
        try {
            var appended = log.append(draft, now());
            if (appended instanceof Appended.Committed(var message)) {
                lag.run();
                committed.accept(message);
            }
            return appended;
        } finally {
            order.unlock();
        }
    }

    Outcome apply(Change change, Consumer<Changed> committed) {
        order.lock();
        try {
            var outcome = log.apply(change, now());
            if (outcome instanceof Outcome.Committed(var changed)) {
                lag.run();
                committed.accept(changed);
            }
            return outcome;
        } finally {
            order.unlock();
        }
    }

    /// Does something that takes no position, and tells of it in the same order as all else.
    void inOrder(Runnable change) {
        order.lock();
        try {
            change.run();
        } finally {
            order.unlock();
        }
    }

    MemoryLog log() {
        return log;
    }

    /// Null for a room that is open to everybody.
    @Nullable
    Set<String> members() {
        return members;
    }

    void members(@Nullable Set<String> userIds) {
        members = userIds;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
