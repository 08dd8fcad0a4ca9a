package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;

/// `conversation:join`: hear what is said in a conversation from now on. What was said before is asked for with
/// `conversation:rejoin`.
final class ConversationJoin implements Handler<ConversationJoin.Request> {
    private final Recent recent;
    private final InstantSource clock;

    ConversationJoin(Recent recent, InstantSource clock) {
        this.recent = recent;
        this.clock = clock;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var room = request.room();
        var arrival = session.arriveInTurn(room); // before reading: everything after the position must come live
        long seq = recent.end(room);
        var now = clock.instant();
        arrival.appear(session.principal(), MemberJoined.of(room, session.principal(), now));
        return Ack.of(Answer.of(room, seq, arrival)).then(() -> {
            session.send(new Joined(room.wireName(), room.conversationId(), room.customerId(), now));
            arrival.goLive();
        });
    }

    record Request(RoomId.Conversation room) {
        static Request read(Fields fields) {
            return new Request(fields.conversation());
        }
    }

    /// @param seq everything after this position comes live, once the last page was sent
    /// @param members how many users are in the room now
    record Answer(String room, String conversationId, String customerId, long seq, int members) implements Payload {
        static Answer of(RoomId.Conversation room, long seq, Arrival arrival) {
            return new Answer(room.wireName(), room.conversationId(), room.customerId(), seq, arrival.users());
        }
    }

    /// `room:joined`: what the socket that joined hears.
    record Joined(String room, String conversationId, String customerId, Instant timestamp) implements Outgoing {
        @Override
        public String eventName() {
            return "room:joined";
        }
    }
}
