package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Drafts that differ from each other in what a test cares about only.
final class Drafts {
    private Drafts() {}

    /// A room that no other test uses.
    static RoomId.Timeline room() {
        return channel();
    }

    /// The same.
    static RoomId.Channel channel() {
        return new RoomId.Channel("acme", UUID.randomUUID().toString());
    }

    /// A user of the organization that most tests are about.
    static RoomId.User user(String userId) {
        return new RoomId.User("acme", userId);
    }

    static MessageId id() {
        long time = System.currentTimeMillis() << 16
                | 0x7000
                | ThreadLocalRandom.current().nextInt(0x1000);
        return new MessageId(
                new UUID(time, Long.MIN_VALUE | ThreadLocalRandom.current().nextLong() >>> 2));
    }

    static Draft draft(RoomId.Timeline room, String content) {
        return draft(room, "ann", content, null);
    }

    static Draft draft(RoomId.Timeline room, String userId, String content, @Nullable String optimisticId) {
        return draft(room, user(userId), content, optimisticId);
    }

    static Draft draft(RoomId.Timeline room, RoomId.User user, String content, @Nullable String optimisticId) {
        return new Draft(id(), room, user, "Ann", content, "text", null, "[]", "[]", null, null, optimisticId);
    }

    /// A draft that passes every check of ours, and that PostgreSQL refuses.
    static Draft poison(RoomId.Timeline room) {
        return new Draft(id(), room, user("ann"), "Ann", "hi", "text", null, "[]", "[]", "no json", null, null);
    }

    /// What was read, as it was sent.
    static List<Message> sent(History history) {
        return history.messages().stream().map(Remembered::message).toList();
    }

    /// What is read of messages that nothing was done to.
    static List<Remembered> untouched(List<Message> messages) {
        return messages.stream()
                .map(message -> new Remembered(message, List.of(), null))
                .toList();
    }
}
