package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a conversation is called, and of which kind it is.
///
/// @param type a word of the back ends' own
public record Conversation(
        RoomId.Conversation id,
        @Nullable String name,
        @Nullable String type,
        Instant createdAt) {

    /// What can be changed.
    public enum Attribute {
        NAME,
        TYPE
    }
}
