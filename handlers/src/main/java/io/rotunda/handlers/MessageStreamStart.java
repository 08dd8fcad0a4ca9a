package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `message:stream_start`: begin a message that is written piece by piece. The writer need not be in the room.
final class MessageStreamStart implements Handler<MessageStreamStart.Request> {
    private final StreamStarts starts;

    MessageStreamStart(StreamStarts starts) {
        this.starts = starts;
    }

    @Override
    public Ack handle(Session session, Request request) {
        return Ack.of(new Begun(starts.begin(session, request).toString()));
    }

    /// @param metadata a JSON object, or null
    record Request(
            RoomId.Timeline room,
            @Nullable String optimisticId,
            @Nullable MessageId threadId,
            @Nullable String metadata) {
        static Request read(Fields fields) {
            return new Request(
                    fields.timeline(),
                    fields.optionalText("optimisticId", 1, Answer.MAX_OPTIMISTIC_ID),
                    fields.optionalMessageId("threadId"),
                    fields.optionalObject("metadata", Fields.MAX_METADATA_BYTES));
        }

        Draft opening(MessageId id, Principal writer) {
            return new Draft(
                    id,
                    room,
                    writer.user(),
                    writer.userName(),
                    "",
                    "text",
                    threadId,
                    "[]",
                    "[]",
                    metadata,
                    null,
                    optimisticId);
        }
    }

    record Begun(String messageId) implements Payload {}

    /// `message:stream_started`: a user writes a message. Whoever enters later hears it too, with what was written
    /// by then.
    ///
    /// @param metadata a JSON object, or null
    /// @param index of the next piece
    /// @param text what was written before it
    /// @param timestamp when the last piece came
    record Started(
            String messageId,
            @Nullable String channelId,
            @Nullable String conversationId,
            String userId,
            String userName,
            @Nullable String threadId,
            @JsonRawValue @Nullable String metadata,
            @Nullable String optimisticId,
            int index,
            String text,
            Instant timestamp)
            implements Outgoing {
        static Started of(Draft opening, int index, String text, Instant timestamp) {
            var address = Address.of(opening.room());
            var threadId = opening.threadId();
            return new Started(
                    opening.id().toString(),
                    address.channelId(),
                    address.conversationId(),
                    opening.user().userId(),
                    opening.userName(),
                    threadId == null ? null : threadId.toString(),
                    opening.metadata(),
                    opening.optimisticId(),
                    index,
                    text,
                    timestamp);
        }

        @Override
        public String eventName() {
            return "message:stream_started";
        }

        /// What this writes, for the contract's documents.
        record Shape(
                String messageId,
                @Nullable String channelId,
                @Nullable String conversationId,
                String userId,
                String userName,
                @Nullable String threadId,
                @Nullable Map<String, Object> metadata,
                @Nullable String optimisticId,
                int index,
                String text,
                Instant timestamp) {}
    }
}
