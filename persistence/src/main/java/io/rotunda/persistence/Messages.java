package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.Optional;
import java.util.function.Consumer;

/// The messages of all rooms. Methods block: call them from virtual threads only. All throw
/// [Unavailable] when the database cannot be asked.
public interface Messages {

    /// Commits a message, then answers. Messages of one room are committed in the order in which this
    /// was called by one thread.
    ///
    /// @param committed called once before this returns, unless the message is a repetition, a conflict or
    ///     failed; for one room in the order of `seq`, from one thread at a time. Must be quick and not block.
    ///     Positions that other nodes committed are missing here
    /// @throws Unavailable if the message was not kept, or it is not known in time whether it was; the
    ///     same `optimisticId` is safe to send again. If it turns out that it was kept, `committed` is called then
    /// @throws Unstorable if the message is one that the database never takes
    Appended append(Draft draft, Consumer<Message> committed);

    /// The newest messages of a room; empty for a room that does not exist.
    History latest(RoomId.Timeline room, int limit);

    /// The messages after `id`, oldest first; empty if `id` is not in this room.
    Optional<History> after(RoomId.Timeline room, MessageId id, int limit);

    /// The newest messages before `id`; empty if `id` is not in this room.
    Optional<History> before(RoomId.Timeline room, MessageId id, int limit);

    /// Whether the room holds this message.
    boolean contains(RoomId.Timeline room, MessageId id);

    /// What became of a draft.
    sealed interface Appended {

        /// It is kept.
        record Committed(Message message) implements Appended {}

        /// The same user had sent the same content under the same `optimisticId` before: nothing new was kept.
        record Repeated(Message first) implements Appended {}

        /// The same user had sent other content under this `optimisticId` to this room.
        record Conflict() implements Appended {}
    }
}
