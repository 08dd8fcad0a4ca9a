package io.rotunda.handlers;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `conversation:mark_read`: the user has read everything in a conversation.
final class ConversationMarkRead implements Handler<ConversationMarkRead.Request> {
    private final Amendments amendments;

    ConversationMarkRead(Amendments amendments) {
        this.amendments = amendments;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var changed = amendments.commit(session, request.conversation(), new Action.ReadAll());
        return Ack.of(new Answer(request.conversation().conversationId(), changed == null ? null : changed.seq()));
    }

    record Request(RoomId.Conversation conversation) {
        static Request read(Fields fields) {
            return new Request(fields.conversation());
        }
    }

    /// @param seq null if all was read before
    record Answer(String conversationId, @Nullable Long seq) implements Payload {}

    /// What the room hears.
    ///
    /// @param messageIds those that were not read before, the newest of them
    record Batch(
            List<String> messageIds,
            @Nullable String channelId,
            @Nullable String conversationId,
            String userId,
            Instant timestamp,
            long seq)
            implements Outgoing {
        static Batch of(Changed changed, Fact.ReadAll fact) {
            var address = Address.of(changed.room());
            return new Batch(
                    fact.messageIds().stream().map(MessageId::toString).toList(),
                    address.channelId(),
                    address.conversationId(),
                    changed.user().userId(),
                    changed.at(),
                    changed.seq());
        }

        @Override
        public String eventName() {
            return "message:read:batch";
        }
    }
}
