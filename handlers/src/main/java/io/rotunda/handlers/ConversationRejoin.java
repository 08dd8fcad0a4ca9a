package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.Since;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `conversation:rejoin`: be in a conversation and be sent what was missed of it, so that what follows live
/// neither repeats it nor leaves a gap.
final class ConversationRejoin implements Handler<ConversationRejoin.Request> {
    private static final int LATEST = 50;

    private final Messages messages;
    private final InstantSource clock;
    private final int pageBytes;

    ConversationRejoin(Messages messages, InstantSource clock, int pageBytes) {
        this.messages = messages;
        this.clock = clock;
        this.pageBytes = pageBytes;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var room = request.room();
        var arrival = session.arrive(room); // before reading: nothing may fall between the log and live
        var missed = CatchUp.read(messages, room, request.since(), pageBytes);
        var now = clock.instant();
        arrival.appear(session.principal(), MemberJoined.of(room, session.principal(), now));
        var answer = ConversationJoin.Answer.of(room, missed.replay().logEnd(), arrival);
        return Ack.of(answer).then(() -> {
            session.send(new Rejoined(room, missed, now));
            arrival.goLive(missed.replay());
        });
    }

    /// @param lastMessageId the last message that the client has; null if it does not say
    /// @param lastMessageTimestamp when it was written; null if it does not say
    record Request(
            RoomId.Conversation room,
            @Nullable MessageId lastMessageId,
            @Nullable Instant lastMessageTimestamp) {
        static Request read(Fields fields) {
            return new Request(
                    fields.conversation(),
                    fields.optionalMessageId("lastMessageId"),
                    fields.optionalTime("lastMessageTimestamp"));
        }

        private Since since() {
            if (lastMessageId != null) {
                return new Since.After(lastMessageId);
            }
            return lastMessageTimestamp != null ? new Since.Later(lastMessageTimestamp) : new Since.Newest(LATEST);
        }
    }

    /// What [Rejoined] writes, for the contract's documents.
    record Shape(
            String conversationId,
            String customerId,
            @JsonProperty("missed_messages") List<MessageJson.InHistory> missedMessages,
            @JsonProperty("missed_events") List<CatchUp.Event> missedEvents,
            boolean hasMore,
            Instant timestamp) {}

    /// `conversation:rejoined`: what the socket that came back hears.
    private record Rejoined(RoomId.Conversation room, CatchUp missed, Instant timestamp) implements Outgoing {

        @Override
        public String eventName() {
            return "conversation:rejoined";
        }

        @Override
        public byte[] json() {
            return new Pieces()
                    .add("{\"conversationId\":\"" + room.conversationId() + "\",\"customerId\":\"" + room.customerId()
                            + "\",\"missed_messages\":")
                    .array(missed.messages())
                    .add(",\"missed_events\":")
                    .array(missed.events())
                    .add(",\"hasMore\":" + missed.hasMore() + ",\"timestamp\":\"" + WireTime.text(timestamp) + "\"}")
                    .joined();
        }
    }
}
