package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a channel is called, and what it is for.
///
/// @param metadata a JSON object, or null
public record Channel(
        RoomId.Channel id,
        @Nullable String name,
        @Nullable String topic,
        @Nullable String description,
        @Nullable String metadata,
        Instant createdAt,
        Instant updatedAt) {

    /// What can be changed.
    public enum Attribute {
        NAME,
        TOPIC,
        DESCRIPTION,
        /// A JSON object.
        METADATA
    }

    /// What is to be changed.
    ///
    /// @param values the new value of each attribute that changes; null takes it away
    public record Patch(Map<Attribute, @Nullable String> values) {
        /// Written out, because a compact constructor loses that values may be null.
        public Patch(Map<Attribute, @Nullable String> values) {
            var copy = new EnumMap<Attribute, @Nullable String>(Attribute.class);
            copy.putAll(values);
            this.values = Collections.unmodifiableMap(copy);
        }
    }
}
