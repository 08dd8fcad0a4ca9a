package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// Something that a user wants done to messages that are there already. Texts are free of U+0000 and lone
/// surrogates: whoever makes a change has checked that, because PostgreSQL would refuse the whole batch.
///
/// @param userName how the user is called in what the room is told
public record Change(RoomId.Timeline room, RoomId.User user, String userName, Action action) {

    /// Without what is said: this may end in a log.
    @Override
    public String toString() {
        return "Change[" + action.getClass().getSimpleName() + " in " + room + "]";
    }

    /// What is to be done.
    public sealed interface Action {

        /// Replace the content; by the author only. Earlier versions are kept, [Changes#MAX_VERSIONS] in all.
        ///
        /// @param metadata a JSON object; null to leave it as it is
        record Update(
                MessageId messageId,
                String content,
                @Nullable String metadata) implements Action {}

        /// Erase the content, in all versions; the message's place stays.
        ///
        /// @param anyAuthor whether the message may be somebody else's
        record Delete(MessageId messageId, boolean anyAuthor) implements Action {}

        /// Add or take back one's reaction.
        record React(MessageId messageId, String emoji, boolean add) implements Action {}

        /// Everything up to this message was read.
        record Read(MessageId messageId) implements Action {}

        /// Everything was read that is there when this is committed.
        record ReadAll() implements Action {}
    }
}
