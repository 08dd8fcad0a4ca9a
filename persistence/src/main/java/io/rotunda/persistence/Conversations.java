package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of conversations beside their messages and members. Methods block: call them from virtual threads
/// only. All throw [Unavailable] when the database cannot be asked.
public interface Conversations {

    /// Empty if there is no such conversation.
    Optional<Conversation> find(RoomId.Conversation conversation);

    /// Changes what is given, null taking it away; does nothing if there is no such conversation.
    void update(RoomId.Conversation conversation, Map<Conversation.Attribute, @Nullable String> values);
}
