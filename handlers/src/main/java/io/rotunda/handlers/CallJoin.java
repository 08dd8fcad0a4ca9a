package io.rotunda.handlers;

import io.rotunda.rooms.Room;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// `call:join`: enter a call and be told who is in it.
final class CallJoin implements Handler<CallJoin.Request> {
    /// All of them are listed twice to whoever joins, in the answer and beside it: with the longest names
    /// that is still less than a client may have unsent.
    static final int MAX_USERS = 500;

    private final Rings rings;
    private final InstantSource clock;

    CallJoin(Rings rings, InstantSource clock) {
        this.rings = rings;
        this.clock = clock;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var roomName = request.call().roomName();
        var who = session.principal();
        var now = clock.instant();
        var arrival = session.arrive(request.call());
        // Those who come at the same instant do not see each other yet: they may be a few more.
        requirePlace(arrival);
        arrival.appear(who, new ParticipantJoined(roomName, who.userId(), who.userName(), now));
        // After entering: who comes or goes from there on is told as well, in that order, once this was sent. Some
        // of it may be in the list already; the last word about each user is right all the same.
        var participants = arrival.membership().inRoom().users().stream()
                .map(Participant::of)
                .toList();
        return Ack.of(new Answer(roomName, participants)).then(() -> {
            session.send(new Joined(roomName, now, participants));
            arrival.goLive();
            rings.joined(session.user(), request.call(), now);
        });
    }

    /// @throws Rejected if the call is full
    static void requirePlace(Arrival arrival) {
        if (arrival.fresh() && arrival.users() > MAX_USERS) {
            throw new Rejected(ErrorCode.FORBIDDEN, "at most " + MAX_USERS + " users may be in a call");
        }
    }

    record Request(RoomId.Call call) {
        static Request read(Fields fields) {
            return new Request(fields.call());
        }
    }

    record Answer(String roomName, List<Participant> participants) implements Payload {}

    /// `call:joined`: this socket is in the call.
    ///
    /// @param participants the users in it, this one included, in no order
    record Joined(String roomName, Instant timestamp, List<Participant> participants) implements Outgoing {
        @Override
        public String eventName() {
            return "call:joined";
        }
    }

    record Participant(String userId, String userName) {
        static Participant of(Room.Present present) {
            return new Participant(present.user().userId(), present.userName());
        }
    }

    /// `call:participant_joined`: what the others hear of a user's first socket.
    record ParticipantJoined(String roomName, String userId, String userName, Instant timestamp) implements Outgoing {
        @Override
        public String eventName() {
            return "call:participant_joined";
        }
    }
}
