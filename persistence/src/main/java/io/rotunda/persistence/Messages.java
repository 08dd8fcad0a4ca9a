package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The messages of all rooms. Methods block: call them from virtual threads only. All throw
/// [Unavailable] when the database cannot be asked. A stretch that is too heavy for memory is cut sooner than at
/// its limit.
public interface Messages {

    /// Commits a message, then answers: [#submit], and [Submission#await].
    default Appended append(Draft draft, Consumer<Message> committed) {
        return submit(draft, committed).await();
    }

    /// Puts a message in line; does not wait until it is committed. Messages of one room are committed in the
    /// order in which this was called by one thread.
    ///
    /// @param committed called once before [Submission#await] returns, unless the message is a repetition, a
    ///     conflict or failed; for one room in the order of `seq` together with what [Changes#apply] calls, from
    ///     one thread at a time. Must be quick and not block. Positions that other nodes committed are missing here
    /// @throws Unavailable if the message was not accepted
    /// @throws Unstorable if the message is one that the database never takes
    default Submission submit(Draft draft, Consumer<Message> committed) {
        return submit(draft, null, committed);
    }

    /// The same for a message that must not be kept without the one before it.
    ///
    /// @param after a message that was put in line for the same room before; if that one is refused with
    ///     [Unavailable], so is this one. Null for none
    Submission submit(Draft draft, @Nullable Submission after, Consumer<Message> committed);

    /// The newest messages of a room; empty for a room that does not exist.
    History latest(RoomId.Timeline room, int limit);

    /// The newest messages before `id`; empty if `id` is not in this room.
    Optional<History> before(RoomId.Timeline room, MessageId id, int limit);

    /// The oldest messages after `id`, whatever was done in the room between them; empty if `id` is not in this room.
    Optional<History> after(RoomId.Timeline room, MessageId id, int limit);

    /// What was missed since then, at most so many messages and changes; a stretch that has more is cut. Changes
    /// that later ones overtook are left out where the stretch could not be cut otherwise. Empty if the room
    /// holds no such message, or too much was missed to be told: the client starts over.
    Optional<Missed> missed(RoomId.Timeline room, Since since, int messages, int changes);

    /// The message that this user sent to the room under this `optimisticId`, as it stands now.
    Optional<Message> named(RoomId.Timeline room, RoomId.User user, String optimisticId);

    /// Whether the room holds this message.
    boolean contains(RoomId.Timeline room, MessageId id);

    /// A message that is in line. Whoever waits for it on no thread uses [#whenReady].
    interface Submission {

        /// Waits until it is committed, or failed.
        ///
        /// @throws Unavailable if the message was not kept, or it is not known in time whether it was; the same
        ///     `optimisticId` is safe to send again. If it turns out that it was kept, `committed` is
        ///     called then
        /// @throws Unstorable if the message is one that the database never takes
        Appended await();

        /// Calls `then` once when [#await] has nothing to wait for: at once, or later from another thread, which must
        /// not be held up. To be called once.
        void whenReady(Runnable then);
    }

    /// What became of a draft.
    sealed interface Appended {

        /// It is kept.
        record Committed(Message message) implements Appended {}

        /// The same user had sent the same content under the same `optimisticId` before: nothing new was kept.
        record Repeated(Message first) implements Appended {}

        /// The same user had sent other content under this `optimisticId` to this room.
        record Conflict() implements Appended {}

        /// The room was deleted meanwhile: nothing was kept.
        record NoSuchRoom() implements Appended {}
    }
}
