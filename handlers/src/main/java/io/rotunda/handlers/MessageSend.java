package io.rotunda.handlers;

import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `message:send`: keep a message, then tell its sender and the room. The sender need not be in the room.
final class MessageSend implements Handler<MessageSend.Request> {
    static final int MAX_CONTENT = 40_000;
    private static final int MAX_CONTENT_TYPE = 100;
    private static final int MAX_MENTIONS = 100;
    private static final int MAX_ATTACHMENTS = 20;
    private static final int MAX_ATTACHMENTS_BYTES = 64 * 1024;

    private final Posting posting;

    MessageSend(Posting posting) {
        this.posting = posting;
    }

    @Override
    public Ack handle(Session session, Request request) {
        return posting.submit(session, request).ack();
    }

    @Override
    public boolean prompt(Session session, Request request) {
        return session.isIn(request.room()) && request.threadId() == null;
    }

    /// @param mentions a JSON array
    /// @param attachments a JSON array
    /// @param metadata a JSON object, or null
    record Request(
            RoomId.Timeline room,
            String content,
            String contentType,
            @Nullable MessageId threadId,
            String mentions,
            String attachments,
            @Nullable String metadata,
            @Nullable String workspaceId,
            @Nullable String optimisticId) {
        static Request read(Fields fields) {
            var contentType = fields.optionalText("contentType", 1, MAX_CONTENT_TYPE);
            return new Request(
                    fields.timeline(),
                    fields.text("content", 1, MAX_CONTENT),
                    contentType == null ? "text" : contentType,
                    fields.optionalMessageId("threadId"),
                    fields.ids("mentions", MAX_MENTIONS),
                    fields.objects("attachments", MAX_ATTACHMENTS, MAX_ATTACHMENTS_BYTES),
                    fields.optionalObject("metadata", Fields.MAX_METADATA_BYTES),
                    fields.optionalId("workspaceId"),
                    fields.optionalText("optimisticId", 1, Answer.MAX_OPTIMISTIC_ID));
        }

        Draft draft(MessageId id, RoomId.User sender, String senderName) {
            return new Draft(
                    id,
                    room,
                    sender,
                    senderName,
                    content,
                    contentType,
                    threadId,
                    mentions,
                    attachments,
                    metadata,
                    workspaceId,
                    optimisticId);
        }
    }

    /// `message:sent`: the message is kept.
    record Sent(
            String id,
            @Nullable String optimisticId,
            @Nullable String channelId,
            @Nullable String conversationId,
            Instant timestamp,
            long seq)
            implements Outgoing {
        static Sent of(Message message) {
            var draft = message.draft();
            var address = Address.of(draft.room());
            return new Sent(
                    draft.id().toString(),
                    draft.optimisticId(),
                    address.channelId(),
                    address.conversationId(),
                    message.createdAt(),
                    message.seq());
        }

        @Override
        public String eventName() {
            return "message:sent";
        }

        @Override
        public byte[] json() {
            var json = new JsonWriter(256).open('{');
            json.name("id").text(id);
            json.name("optimisticId").text(optimisticId);
            json.name("channelId").text(channelId);
            json.name("conversationId").text(conversationId);
            json.name("timestamp").time(timestamp);
            json.name("seq").number(seq);
            return json.close('}').bytes();
        }
    }
}
