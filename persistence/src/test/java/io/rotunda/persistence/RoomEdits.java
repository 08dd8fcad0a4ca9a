package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// What users do to the messages of one room, in as few words as a test wants to say.
record RoomEdits(Changes changes, RoomId.Timeline room) {

    Outcome does(String userId, Action action) {
        return does(Drafts.user(userId), action);
    }

    Outcome does(RoomId.User user, Action action) {
        return changes.apply(new Change(room, user, "Name of " + user.userId(), action), _ -> {});
    }

    /// Does what must succeed.
    Changed make(String userId, Action action) {
        return assertInstanceOf(Outcome.Committed.class, does(userId, action)).changed();
    }

    static Action update(Message message, String content) {
        return update(message, content, null);
    }

    static Action update(Message message, String content, @Nullable String metadata) {
        return new Action.Update(id(message), content, metadata);
    }

    static Action delete(Message message) {
        return new Action.Delete(id(message), false);
    }

    static Action add(Message message, String emoji) {
        return new Action.React(id(message), emoji, true);
    }

    static Action remove(Message message, String emoji) {
        return new Action.React(id(message), emoji, false);
    }

    static Action read(Message message) {
        return new Action.Read(id(message));
    }

    static MessageId id(Message message) {
        return message.draft().id();
    }
}
