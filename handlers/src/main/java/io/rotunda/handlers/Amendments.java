package io.rotunda.handlers;

import io.rotunda.persistence.Change;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changes;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Does something to messages that are there already, and tells their room. The speaker need not be in the room.
final class Amendments {
    private final Changes changes;

    Amendments(Changes changes) {
        this.changes = changes;
    }

    /// Returns null if everything was so already, and nobody heard anything.
    @Nullable
    Changed commit(Speaker speaker, RoomId.Timeline room, Change.Action action) {
        var who = speaker.principal();
        var audience = speaker.room(room);
        var change = new Change(room, speaker.user(), who.userName(), action);
        return switch (changes.apply(change, changed -> audience.tell(ChangeEvents.frame(changed)))) {
            case Outcome.Committed(var changed) -> changed;
            case Outcome.Unchanged() -> null;
            case Outcome.NoSuchMessage() ->
                throw new Rejected(ErrorCode.NOT_FOUND, "messageId: no such message in this room");
            case Outcome.NotTheirs() ->
                throw new Rejected(ErrorCode.FORBIDDEN, "messageId: the message is somebody else's");
            case Outcome.TooManyEmoji() ->
                throw Rejected.field("emoji", "the message carries " + Changes.MAX_EMOJI + " others already");
        };
    }

    /// The same for one message.
    Ack commit(Speaker speaker, RoomId.Timeline room, MessageId message, Change.Action action) {
        return Ack.of(Answer.of(message, commit(speaker, room, action)));
    }

    /// @param seq null if nothing changed
    /// @param timestamp null if nothing changed
    record Answer(
            String messageId, @Nullable Long seq, @Nullable Instant timestamp) implements Payload {
        static Answer of(MessageId message, @Nullable Changed changed) {
            return changed == null
                    ? new Answer(message.toString(), null, null)
                    : new Answer(message.toString(), changed.seq(), changed.at());
        }
    }
}
