package io.rotunda.handlers;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `message:delete`: erase a message; for its author, and for admins of the tenant.
final class MessageDelete implements Handler<MessageDelete.Request> {
    private final Amendments amendments;

    MessageDelete(Amendments amendments) {
        this.amendments = amendments;
    }

    @Override
    public Ack handle(Session session, Request request) {
        boolean anyAuthor = session.principal().role() == Role.ADMIN;
        var delete = new Action.Delete(request.messageId(), anyAuthor);
        return amendments.commit(session, request.room(), request.messageId(), delete);
    }

    record Request(RoomId.Timeline room, MessageId messageId) {
        static Request read(Fields fields) {
            return new Request(fields.timeline(), fields.messageId("messageId"));
        }
    }

    /// What the room hears.
    record Deleted(
            String messageId,
            @Nullable String channelId,
            @Nullable String conversationId,
            String deletedBy,
            String deletedByName,
            Instant timestamp,
            long seq)
            implements Outgoing {
        static Deleted of(Changed changed, Fact.Deleted fact) {
            var address = Address.of(changed.room());
            return new Deleted(
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
            return "message:delete";
        }
    }
}
