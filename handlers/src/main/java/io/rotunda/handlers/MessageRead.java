package io.rotunda.handlers;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `message:read`: the user has read up to this message.
final class MessageRead implements Handler<MessageRead.Request> {
    private final Amendments amendments;

    MessageRead(Amendments amendments) {
        this.amendments = amendments;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var read = new Action.Read(request.messageId());
        return amendments.commit(session, request.room(), request.messageId(), read);
    }

    record Request(RoomId.Timeline room, MessageId messageId) {
        static Request read(Fields fields) {
            return new Request(fields.timeline(), fields.messageId("messageId"));
        }
    }

    /// What the room hears.
    record Read(
            String messageId,
            @Nullable String channelId,
            @Nullable String conversationId,
            String userId,
            String userName,
            Instant timestamp,
            long seq)
            implements Outgoing {
        static Read of(Changed changed, Fact.Read fact) {
            var address = Address.of(changed.room());
            return new Read(
                    fact.messageId().toString(),
                    address.channelId(),
                    address.conversationId(),
                    changed.user().userId(),
                    changed.userName(),
                    changed.at(),
                    changed.seq());
        }

        @Override
        public String eventName() {
            return "message:read";
        }
    }
}
