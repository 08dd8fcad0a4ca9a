package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A committed change.
///
/// @param seq its position in its room, in one order with the room's messages
/// @param at when it was committed, to the millisecond; never earlier than what lies before it in its room
public record Changed(RoomId.Timeline room, long seq, Instant at, RoomId.User user, String userName, Fact fact) {

    /// Without what was said: this may end in a log.
    @Override
    public String toString() {
        return "Changed[" + fact.getClass().getSimpleName() + " at " + seq + " of " + room + "]";
    }

    /// What is so since then.
    public sealed interface Fact {

        /// The content was replaced.
        ///
        /// @param content empty if the message was deleted later; that of a later version if this one is not
        ///     kept any more
        /// @param metadata what the message has now, a JSON object, or null
        record Updated(
                MessageId messageId,
                String content,
                @Nullable String metadata) implements Fact {}

        record Deleted(MessageId messageId) implements Fact {}

        record Reacted(MessageId messageId, String emoji, boolean added) implements Fact {}

        /// The user has read up to this message.
        record Read(MessageId messageId) implements Fact {}

        /// The user has read everything.
        ///
        /// @param messageIds those that were not read before, oldest first; the newest [#MAX_MESSAGE_IDS]
        ///     at most
        record ReadAll(List<MessageId> messageIds) implements Fact {
            /// How many messages are named.
            public static final int MAX_MESSAGE_IDS = 1_000;

            public ReadAll {
                messageIds = List.copyOf(messageIds);
            }
        }
    }
}
