package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;

/// `call:decline`: tell a caller of the same organization no. Whether somebody is connected as that user is not
/// revealed.
final class CallDecline implements Handler<CallDecline.Request> {
    private final InstantSource clock;

    CallDecline(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var who = session.principal();
        var declined = new Declined(request.roomId(), who.userId(), who.userName(), clock.instant());
        session.socketsOf(request.callerId()).tell(declined.frame());
        session.leave(new RoomId.Call(who.organizationId(), request.roomId()), Leaving.DECLINED);
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
