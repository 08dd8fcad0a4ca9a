package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.SharedReads;
import io.rotunda.persistence.Since;
import io.rotunda.rooms.Frame;
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
    private final Recent recent;
    private final SharedReads pages;
    private final InstantSource clock;
    private final int pageBytes;

    ConversationRejoin(Messages messages, Recent recent, SharedReads pages, InstantSource clock, int pageBytes) {
        this.messages = messages;
        this.recent = recent;
        this.pages = pages;
        this.clock = clock;
        this.pageBytes = pageBytes;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var room = request.room();
        var arrival = session.arriveInTurn(room); // before reading: nothing may fall between the log and live
        var page = page(request);
        arrival.appear(session.principal(), MemberJoined.of(room, session.principal(), clock.instant()));
        return answer(session, room, page, arrival);
    }

    /// A socket that is in the room is sent what is in memory at once.
    @Override
    public @Nullable Ack attempt(Session session, Request request) {
        var room = request.room();
        var arrival = session.arriveNow(room);
        if (arrival == null) {
            return null;
        }
        var page = page(request, recent.sinceNow(room, request.since()));
        return page == null ? null : answer(session, room, page, arrival);
    }

    private static Ack answer(Session session, RoomId.Conversation room, Rejoined page, Arrival arrival) {
        return Ack.of(ConversationJoin.Answer.of(room, page.replay().logEnd(), arrival))
                .then(() -> {
                    session.send(page);
                    arrival.goLive(page.replay());
                });
    }

    private Rejoined page(Request request) {
        var page = page(request, recent.since(request.room(), request.since()));
        return page != null
                ? page
                : pages.read(request, () -> read(request)); // those who come back at once hear the same
    }

    private @Nullable Rejoined page(Request request, @Nullable RecentPage inMemory) {
        var missed = CatchUp.of(inMemory, pageBytes);
        return missed == null ? null : page(request, missed);
    }

    private Rejoined read(Request request) {
        return page(request, CatchUp.read(messages, request.room(), request.since(), pageBytes));
    }

    private Rejoined page(Request request, CatchUp missed) {
        return new Rejoined(Rejoined.pieces(request.room(), missed, clock.instant()), missed.replay());
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
    private static final class Rejoined implements Outgoing {
        private final Frame frame;
        private final Replay replay;

        Rejoined(Pieces pieces, Replay replay) {
            this.frame = Frame.transientEvent(eventName(), pieces.all());
            this.replay = replay;
        }

        Replay replay() {
            return replay;
        }

        /// One, whoever it is sent to.
        @Override
        public Frame frame() {
            return frame;
        }

        @Override
        public String eventName() {
            return "conversation:rejoined";
        }

        @Override
        public byte[] json() {
            return frame.payload();
        }

        static Pieces pieces(RoomId.Conversation room, CatchUp missed, Instant timestamp) {
            return new Pieces()
                    .add("{\"conversationId\":\"" + room.conversationId() + "\",\"customerId\":\"" + room.customerId()
                            + "\",\"missed_messages\":")
                    .array(missed.messages())
                    .add(",\"missed_events\":")
                    .array(missed.events())
                    .add(",\"hasMore\":" + missed.hasMore() + ",\"timestamp\":\"" + WireTime.text(timestamp) + "\"}");
        }
    }
}
