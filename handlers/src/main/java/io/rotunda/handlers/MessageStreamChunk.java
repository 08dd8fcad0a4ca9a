package io.rotunda.handlers;

import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `message:stream_chunk`: the next piece of a message. An empty one says that its writer is still there.
final class MessageStreamChunk implements Handler<MessageStreamChunk.Request> {
    static final Budget.Own BUDGET = new Budget.Own(50, Duration.ofSeconds(1));

    private final Streams streams;

    MessageStreamChunk(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Ack handle(Session session, Request request) {
        streams.append(session.principal(), request.messageId(), request.index(), request.text());
        return Ack.OK;
    }

    @Override
    public boolean prompt(Session session, Request request) {
        return true;
    }

    record Request(MessageId messageId, int index, String text) {
        static Request read(Fields fields) {
            return new Request(
                    fields.messageId("messageId"),
                    fields.integer("index", 0, Integer.MAX_VALUE),
                    fields.text("text", 0, MessageSend.MAX_CONTENT));
        }
    }

    /// `message:chunk`: a piece, as the room hears it.
    record Chunk(
            String messageId,
            @Nullable String channelId,
            @Nullable String conversationId,
            int index,
            String text,
            Instant timestamp)
            implements Outgoing {
        static Chunk of(RoomId.Timeline room, MessageId id, int index, String text, Instant now) {
            var address = Address.of(room);
            return new Chunk(id.toString(), address.channelId(), address.conversationId(), index, text, now);
        }

        @Override
        public String eventName() {
            return "message:chunk";
        }
    }
}
