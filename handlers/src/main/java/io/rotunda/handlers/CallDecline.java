package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;

/// `call:decline`: tell a caller of the same organization no, and the user's own sockets if the call rings there.
/// Whether somebody is connected as the caller is not revealed.
final class CallDecline implements Handler<CallDecline.Request> {
    private final Rings rings;
    private final InstantSource clock;

    CallDecline(Rings rings, InstantSource clock) {
        this.rings = rings;
        this.clock = clock;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var who = session.principal();
        var declined = new Declined(request.roomId(), who.userId(), who.userName(), clock.instant());
        var call = new RoomId.Call(who.organizationId(), request.roomId());
        session.socketsOf(request.callerId()).tell(declined.frame());
        rings.declined(session.user(), request.callerId(), declined);
        session.note(call, declined);
        session.leave(call, Leaving.DECLINED);
        return Ack.of(new Answer(request.roomId()));
    }

    /// @param roomId the name of the call's room
    record Request(String roomId, String callerId) {
        static Request read(Fields fields) {
            return new Request(fields.id("roomId"), fields.id("callerId"));
        }
    }

    record Answer(String roomId) implements Payload {}

    /// `call:declined`
    record Declined(String roomId, String declinedBy, String declinedByName, Instant timestamp) implements Outgoing {
        @Override
        public String eventName() {
            return "call:declined";
        }
    }
}
