package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `message:update`: say something else instead; for the author only.
final class MessageUpdate implements Handler<MessageUpdate.Request> {
    private final Amendments amendments;

    MessageUpdate(Amendments amendments) {
        this.amendments = amendments;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var update = new Action.Update(request.messageId(), request.content(), request.metadata());
        return amendments.commit(session, request.room(), request.messageId(), update);
    }

    /// @param metadata a JSON object; null to leave it as it is
    record Request(
            RoomId.Timeline room,
            MessageId messageId,
            String content,
            @Nullable String metadata) {
        static Request read(Fields fields) {
            return new Request(
                    fields.timeline(),
                    fields.messageId("messageId"),
                    fields.text("content", 1, MessageSend.MAX_CONTENT),
                    fields.optionalObject("metadata", Fields.MAX_METADATA_BYTES));
        }
    }

    /// What the room hears.
    ///
    /// @param metadata a JSON object, or null
    record Updated(
            String messageId,
            String content,
            @JsonRawValue @Nullable String metadata,
            @Nullable String channelId,
            @Nullable String conversationId,
            String updatedBy,
            Instant timestamp,
            long seq)
            implements Outgoing {
        static Updated of(Changed changed, Fact.Updated fact) {
            var address = Address.of(changed.room());
            return new Updated(
                    fact.messageId().toString(),
                    fact.content(),
                    fact.metadata(),
                    address.channelId(),
                    address.conversationId(),
                    changed.user().userId(),
                    changed.at(),
                    changed.seq());
        }

        @Override
        public String eventName() {
            return "message:update";
        }
    }
}
