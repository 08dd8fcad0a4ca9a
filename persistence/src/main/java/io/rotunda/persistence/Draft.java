package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// A message that is not committed yet. Every text is free of U+0000 and lone surrogates: whoever makes
/// a draft has checked that, because PostgreSQL would refuse the whole batch.
///
/// @param mentions a JSON array of strings
/// @param attachments a JSON array of objects
/// @param metadata a JSON object, or null
/// @param user whose message it is; of another organization than the room's, perhaps, in a conversation
/// @param optimisticId the sender's own name for this message: the same user sends it to the same room once
public record Draft(
        MessageId id,
        RoomId.Timeline room,
        RoomId.User user,
        String userName,
        String content,
        String contentType,
        @Nullable MessageId threadId,
        String mentions,
        String attachments,
        @Nullable String metadata,
        @Nullable String workspaceId,
        @Nullable String optimisticId) {

    /// Whether the two say the same, whatever their ids; also if their author changed his name in between.
    public boolean sameContent(Draft other) {
        return with(other.id, other.userName, content, metadata).equals(other);
    }

    /// Without what was said: this may end in a log.
    @Override
    public String toString() {
        return "Draft[" + id + " in " + room + "]";
    }

    /// The same with other words.
    Draft saying(String newContent, @Nullable String newMetadata) {
        return with(id, userName, newContent, newMetadata);
    }

    private Draft with(MessageId newId, String newUserName, String newContent, @Nullable String newMetadata) {
        return new Draft(
                newId,
                room,
                user,
                newUserName,
                newContent,
                contentType,
                threadId,
                mentions,
                attachments,
                newMetadata,
                workspaceId,
                optimisticId);
    }
}
