package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// `call:cancel`: tell the one who was called, those in the call's room, or both, that it is off. Each socket hears
/// it once. Whether anybody is there is not revealed.
final class CallCancel implements Handler<CallCancel.Request> {
    private final InstantSource clock;

    CallCancel(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var recipientId = request.recipientId();
        var roomName = request.roomName();
        if (recipientId == null && roomName == null) {
            throw Rejected.field("recipientId", "this or roomName is required");
        }
        var who = session.principal();
        var cancelled =
                new Cancelled(request.roomId(), roomName, who.userId(), who.userName(), clock.instant()).frame();
        if (roomName != null) {
            var call = session.room(new RoomId.Call(who.organizationId(), roomName));
            call.tellAllBut(
                    recipientId == null ? null : session.colleague(recipientId),
                    cancelled); // whose sockets hear it below
        }
        if (recipientId != null) {
            session.socketsOf(recipientId).tell(cancelled);
        }
        return Ack.of(new Answer(request.roomId()));
    }

    record Request(
            String roomId,
            @Nullable String recipientId,
            @Nullable String roomName) {
        static Request read(Fields fields) {
            return new Request(fields.id("roomId"), fields.optionalId("recipientId"), fields.optionalId("roomName"));
        }
    }

    record Answer(String roomId) implements Payload {}

    /// `call:cancelled`
    record Cancelled(
            String roomId, @Nullable String roomName, String cancelledBy, String cancelledByName, Instant timestamp)
            implements Outgoing {
        @Override
        public String eventName() {
            return "call:cancelled";
        }
    }
}
