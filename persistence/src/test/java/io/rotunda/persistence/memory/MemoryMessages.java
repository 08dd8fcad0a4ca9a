package io.rotunda.persistence.memory;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Messages kept in memory.
public final class MemoryMessages implements Messages {
    private final MemoryRooms rooms;
    private final Outage outage;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Runnable beforeRead = MemoryMessages::nothing;
    private volatile Runnable afterRead = MemoryMessages::nothing;

    MemoryMessages(MemoryRooms rooms, Outage outage) {
        this.rooms = rooms;
        this.outage = outage;
    }

    /// The database cannot be reached from now on, or can again; holds for all stores.
    public void away(boolean nowAway) {
        outage.away(nowAway);
    }

    /// Everything fails with a fault of ours from now on; holds for all stores.
    public void broken(@Nullable RuntimeException nowFault) {
        outage.broken(nowFault);
    }

    /// The next `submissions` messages are not accepted: too much is in line already.
    public void refusing(int submissions) {
        refusals.set(submissions);
    }

    /// Something happens before and after the next read of a log.
    public void whileReading(Runnable before, Runnable after) {
        beforeRead = before;
        afterRead = after;
    }

    /// All messages of a room as they stand now.
    public List<Message> all(RoomId.Timeline room) {
        return remembered(room).stream().map(Remembered::message).toList();
    }

    /// The same with what was done to them.
    public List<Remembered> remembered(RoomId.Timeline room) {
        return snapshot(room).messages();
    }

    /// How many messages there are in all rooms.
    public int count() {
        return rooms.all().stream().mapToInt(room -> room.log().messages()).sum();
    }

    @Override
    public Submission submit(Draft draft, @Nullable Submission after, Consumer<Message> committed) {
        outage.accept();
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new Unavailable("full", Duration.ofMillis(700));
        }
        var appended = rooms.findOrMake(draft.room()).append(draft, committed);
        return new Submission() {
            @Override
            public Appended await() {
                return appended;
            }

            @Override
            public void whenReady(Runnable then) {
                then.run();
            }
        };
    }

    @Override
    public History latest(RoomId.Timeline room, int limit) {
        var read = read(room);
        int size = read.messages().size();
        return read.page(size - limit, size, size > limit);
    }

    @Override
    public Optional<History> before(RoomId.Timeline room, MessageId id, int limit) {
        var read = read(room);
        int end = read.index(id);
        return end < 0 ? Optional.empty() : Optional.of(read.page(end - limit, end, end > limit));
    }

    @Override
    public Optional<History> after(RoomId.Timeline room, MessageId id, int limit) {
        var read = read(room);
        int mark = read.index(id);
        int size = read.messages().size();
        return mark < 0
                ? Optional.empty()
                : Optional.of(read.page(mark + 1, mark + 1 + limit, mark + 1 + limit < size));
    }

    @Override
    public Optional<Missed> missed(RoomId.Timeline room, Since since, int messages, int changes) {
        var read = read(room);
        long from = MissedStretch.start(read, since);
        return from == MissedStretch.UNKNOWN
                ? Optional.empty()
                : Optional.ofNullable(MissedStretch.cut(read, from, messages, changes));
    }

    @Override
    public Optional<Message> named(RoomId.Timeline room, RoomId.User user, String optimisticId) {
        outage.reach();
        return all(room).stream()
                .filter(message -> message.draft().user().equals(user))
                .filter(message -> optimisticId.equals(message.draft().optimisticId()))
                .findFirst();
    }

    @Override
    public boolean contains(RoomId.Timeline room, MessageId id) {
        outage.reach();
        return snapshot(room).index(id) >= 0;
    }

    private Snapshot read(RoomId.Timeline room) {
        outage.reach();
        var before = beforeRead;
        var after = afterRead;
        beforeRead = MemoryMessages::nothing;
        afterRead = MemoryMessages::nothing;
        before.run();
        var read = snapshot(room);
        after.run();
        return read;
    }

    private Snapshot snapshot(RoomId.Timeline room) {
        var found = rooms.find(room);
        return found == null ? Snapshot.EMPTY : found.log().snapshot();
    }

    private static void nothing() {}
}
