package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.Optional;

/// What is kept of one message and one user, whether the user got it or not. Methods block: call them from virtual
/// threads only. All throw [Unavailable] when the database cannot be asked.
public interface Receipts {

    /// Empty if there is no such message.
    Optional<Receipt> find(MessageId id, RoomId.User user);

    /// A message and a user. Nothing of its content.
    ///
    /// @param seq its position in its room
    /// @param author who wrote it
    /// @param erased whether it was deleted since
    /// @param standing how the user stands to the room now
    /// @param readThrough the position up to which the user has read; 0 if nothing
    record Receipt(
            RoomId.Timeline room,
            long seq,
            Instant createdAt,
            RoomId.User author,
            boolean erased,
            Timelines.Standing standing,
            long readThrough) {}
}
