package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.UUID;

/// Something that happened and that nobody keeps, for the outbox.
///
/// @param id made by us: a repetition of this has the same
/// @param payload a JSON object
public record Happening(UUID id, RoomId room, String event, String payload, Instant at) {

    public Happening(RoomId room, String event, String payload, Instant at) {
        this(UUID.randomUUID(), room, event, payload, at);
    }

    /// Without what was said: this may end in a log.
    @Override
    public String toString() {
        return "Happening[" + event + " in " + room + "]";
    }
}
