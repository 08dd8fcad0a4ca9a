package io.rotunda.handlers;

import io.rotunda.persistence.Draft;
import io.rotunda.persistence.History;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.Missed;
import io.rotunda.persistence.Since;
import io.rotunda.rooms.RoomId;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Messages that are added to what is [Recent] when they are committed, and when they are read.
final class FollowedMessages implements Messages {
    private final Messages messages;
    private final Recent recent;

    FollowedMessages(Messages messages, Recent recent) {
        this.messages = messages;
        this.recent = recent;
    }

    @Override
    public Submission submit(Draft draft, @Nullable Submission after, Consumer<Message> committed) {
        return messages.submit(draft, after, message -> {
            recent.add(message);
            committed.accept(message);
        });
    }

    /// The same for whoever tells the room of it: what the room is told is what is kept.
    ///
    /// @param committed is given the payload of `message:new` too; not called if that cannot be written, which
    ///     is logged
    Submission submit(Draft draft, @Nullable Submission after, BiConsumer<Message, byte[]> committed) {
        return messages.submit(draft, after, message -> committed.accept(message, recent.announced(message)));
    }

    @Override
    public History latest(RoomId.Timeline room, int limit) {
        return messages.latest(room, limit);
    }

    @Override
    public Optional<History> before(RoomId.Timeline room, MessageId id, int limit) {
        return messages.before(room, id, limit);
    }

    @Override
    public Optional<History> after(RoomId.Timeline room, MessageId id, int limit) {
        return messages.after(room, id, limit);
    }

    @Override
    public Optional<Missed> missed(RoomId.Timeline room, Since since, int max, int maxChanges) {
        var log = recent.follow(room);
        var missed = messages.missed(room, since, max, maxChanges);
        if (log != null) {
            missed.ifPresent(read -> recent.keep(log, read));
        }
        return missed;
    }

    @Override
    public Optional<Message> named(RoomId.Timeline room, RoomId.User user, String optimisticId) {
        return messages.named(room, user, optimisticId);
    }

    @Override
    public boolean contains(RoomId.Timeline room, MessageId id) {
        return recent.contains(room, id);
    }
}
