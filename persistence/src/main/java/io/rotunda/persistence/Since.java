package io.rotunda.persistence;

import java.time.Instant;

/// From where on something was missed.
public sealed interface Since {

    /// After a message of the room.
    record After(MessageId id) implements Since {}

    /// After a time. Messages of that very millisecond count as missed if there are several: one of them was
    /// seen, and nobody knows which.
    record Later(Instant time) implements Since {}

    /// Nothing is known: the newest messages.
    ///
    /// @param messages how many
    record Newest(int messages) implements Since {}
}
