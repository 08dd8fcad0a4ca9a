package io.rotunda.handlers;

import io.rotunda.persistence.Draft;
import io.rotunda.persistence.History;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.Missed;
import io.rotunda.persistence.Remembered;
import io.rotunda.persistence.Since;
import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Messages kept in memory. As in the database, a message can be read before anybody was told of it.
final class MemoryMessages implements Messages {
    private final Map<RoomId, Log> logs = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile boolean away;
    private volatile Runnable beforeRead = MemoryMessages::nothing;
    private volatile Runnable afterRead = MemoryMessages::nothing;
    private volatile @Nullable RuntimeException fault;

    private final Runnable lag;

    MemoryMessages(InstantSource clock) {
        this(clock, MemoryMessages::nothing);
    }

    /// @param lag run between the commit of a message and telling of it
    MemoryMessages(InstantSource clock, Runnable lag) {
        this.clock = clock;
        this.lag = lag;
    }

    /// The database cannot be reached from now on, or can again.
    void away(boolean nowAway) {
        away = nowAway;
    }

    /// Everything fails with a fault of ours from now on.
    void broken(@Nullable RuntimeException nowFault) {
        fault = nowFault;
    }

    List<Message> all(RoomId room) {
        return log(room).kept;
    }

    int count() {
        return logs.values().stream().mapToInt(log -> log.kept.size()).sum();
    }

    @Override
    public Submission submit(Draft draft, Consumer<Message> committed) {
        var appended = appendNow(draft, committed);
        return () -> appended;
    }

    private Appended appendNow(Draft draft, Consumer<Message> committed) {
        reach();
        var log = log(draft.room());
        log.order.lock();
        try {
            var first = log.firstOf(draft);
            if (first != null) {
                return first.draft().sameContent(draft) ? new Appended.Repeated(first) : new Appended.Conflict();
            }
            var now = clock.instant();
            var message = new Message(draft, log.kept.size() + 1L, now, now);
            log.kept.add(message);
            lag.run();
            committed.accept(message);
            return new Appended.Committed(message);
        } finally {
            log.order.unlock();
        }
    }

    /// Something happens before and after the next read of the log.
    void whileReading(Runnable before, Runnable after) {
        beforeRead = before;
        afterRead = after;
    }

    private List<Message> read(RoomId room) {
        reach();
        var before = beforeRead;
        var after = afterRead;
        beforeRead = MemoryMessages::nothing;
        afterRead = MemoryMessages::nothing;
        before.run();
        var kept = List.copyOf(log(room).kept);
        after.run();
        return kept;
    }

    @Override
    public History latest(RoomId.Timeline room, int limit) {
        var kept = read(room);
        return page(kept, kept.size() - limit, kept.size(), kept.size() > limit);
    }

    @Override
    public Optional<History> after(RoomId.Timeline room, MessageId id, int limit) {
        var kept = read(room);
        return position(kept, id).map(at -> page(kept, at + 1, at + 1 + limit, kept.size() > at + 1 + limit));
    }

    @Override
    public Optional<History> before(RoomId.Timeline room, MessageId id, int limit) {
        var kept = read(room);
        return position(kept, id).map(at -> page(kept, at - limit, at, at > limit));
    }

    @Override
    public Optional<Missed> missed(RoomId.Timeline room, Since since, int messages, int changes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean contains(RoomId.Timeline room, MessageId id) {
        reach();
        return position(log(room).kept, id).isPresent();
    }

    private static void nothing() {}

    private void reach() {
        var nowFault = fault;
        if (nowFault != null) {
            throw nowFault;
        }
        if (away) {
            throw new Unavailable("away", Duration.ofMillis(700));
        }
    }

    private Log log(RoomId room) {
        return logs.computeIfAbsent(room, _ -> new Log());
    }

    private static History page(List<Message> kept, int from, int to, boolean hasMore) {
        var messages = kept.subList(Math.max(0, from), Math.min(kept.size(), to)).stream()
                .map(message -> new Remembered(message, List.of(), null))
                .toList();
        return new History(messages, hasMore, kept.size(), kept.size());
    }

    private static Optional<Integer> position(List<Message> kept, MessageId id) {
        return IntStream.range(0, kept.size())
                .boxed()
                .filter(i -> kept.get(i).draft().id().equals(id))
                .findFirst();
    }

    private static final class Log {
        private final ReentrantLock order = new ReentrantLock();
        private final List<Message> kept = new CopyOnWriteArrayList<>();

        private @Nullable Message firstOf(Draft draft) {
            var optimisticId = draft.optimisticId();
            return optimisticId == null
                    ? null
                    : kept.stream()
                            .filter(message -> optimisticId.equals(
                                            message.draft().optimisticId())
                                    && draft.userId().equals(message.draft().userId()))
                            .findFirst()
                            .orElse(null);
        }
    }
}
