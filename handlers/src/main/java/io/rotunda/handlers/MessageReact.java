package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `message:react`: add an emoji to a message, or take one's own back.
final class MessageReact implements Handler<MessageReact.Request> {
    private static final int MAX_EMOJI_LENGTH = 64;

    private final Amendments amendments;

    MessageReact(Amendments amendments) {
        this.amendments = amendments;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var react = new Action.React(request.messageId(), request.emoji(), request.action() == Way.ADD);
        return amendments.commit(session, request.room(), request.messageId(), react);
    }

    /// Which way it goes.
    enum Way {
        @JsonProperty("add")
        ADD,
        @JsonProperty("remove")
        REMOVE
    }

    record Request(RoomId.Timeline room, MessageId messageId, String emoji, Way action) {
        static Request read(Fields fields) {
            return new Request(
                    fields.timeline(),
                    fields.messageId("messageId"),
                    fields.text("emoji", 1, MAX_EMOJI_LENGTH),
                    fields.choice("action", Way.class));
        }
    }

    /// What the room hears.
    record Reaction(
            String messageId,
            @Nullable String channelId,
            @Nullable String conversationId,
            String emoji,
            String userId,
            String userName,
            Way action,
            Instant timestamp,
            long seq)
            implements Outgoing {
        static Reaction of(Changed changed, Fact.Reacted fact) {
            var address = Address.of(changed.room());
            return new Reaction(
                    fact.messageId().toString(),
                    address.channelId(),
                    address.conversationId(),
                    fact.emoji(),
                    changed.user().userId(),
                    changed.userName(),
                    fact.added() ? Way.ADD : Way.REMOVE,
                    changed.at(),
                    changed.seq());
        }

        @Override
        public String eventName() {
            return "message:reaction";
        }
    }
}
