package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// Changes of one message, and what became of them.
final class Edits {
    private Edits() {}

    static Change update(Message message, String content) {
        return update(message, content, null);
    }

    static Change update(Message message, String content, @Nullable String metadata) {
        return by(message.draft().user(), message, new Action.Update(id(message), content, metadata));
    }

    static Change delete(Message message) {
        return by(message.draft().user(), message, new Action.Delete(id(message), false));
    }

    static Change react(String userId, Message message, String emoji) {
        return by(userId, message, new Action.React(id(message), emoji, true));
    }

    static Change unreact(String userId, Message message, String emoji) {
        return by(userId, message, new Action.React(id(message), emoji, false));
    }

    static Change read(String userId, Message message) {
        return by(userId, message, new Action.Read(id(message)));
    }

    static Change readAll(String userId, Message message) {
        return by(userId, message, new Action.ReadAll());
    }

    static Change by(String userId, Message message, Action action) {
        return by(Drafts.user(userId), message, action);
    }

    static Change by(RoomId.User user, Message message, Action action) {
        return new Change(message.draft().room(), user, "Name of " + user.userId(), action);
    }

    /// Passes every check of ours, and PostgreSQL refuses it.
    static Change poison(Message message) {
        return update(message, "poison", "no json");
    }

    static MessageId id(Message message) {
        return message.draft().id();
    }

    static Changed made(Outcome outcome) {
        return assertInstanceOf(Outcome.Committed.class, outcome).changed();
    }
}
