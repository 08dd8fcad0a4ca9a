package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `message:stream_start`: begin a message that is written piece by piece. The writer need not be in the room.
final class MessageStreamStart implements Handler<MessageStreamStart.Request> {
    private final Streams streams;
    private final Messages messages;
    private final MessageIds ids;

    MessageStreamStart(Streams streams, Messages messages, MessageIds ids) {
        this.streams = streams;
        this.messages = messages;
        this.ids = ids;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var room = session.roomOrNew(request.room());
        var threadId = request.threadId();
        if (threadId != null && !messages.contains(request.room(), threadId)) {
            throw new Rejected(ErrorCode.NOT_FOUND, "threadId: no such message in this room");
        }
        var who = session.principal();
        session.stopTyping(request.room());
        return Ack.of(new Begun(begin(who, room, request).toString()));
    }

    /// What was begun under the same name before, here or elsewhere, is found again.
    private MessageId begin(Principal who, Audience room, Request request) {
        var opening = request.opening(ids.next(), who);
        var begun = streams.begun(who, opening);
        var name = request.optimisticId();
        if (begun != null || name == null) {
            return begun != null ? begun : streams.start(who, room, opening);
        }
        var kept = messages.named(request.room(), who.user(), name);
        return kept.isPresent()
                ? streams.recall(who, room, request.opening(kept.get().draft().id(), who), kept.get())
                : streams.start(who, room, opening);
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

        private Draft opening(MessageId id, Principal writer) {
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
