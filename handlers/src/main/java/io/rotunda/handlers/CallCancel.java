package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// `call:cancel`: tell the one who was called, those in the call's room, or both, that it is off. Each socket hears
/// it once. Whether anybody is there is not revealed.
final class CallCancel implements Handler<CallCancel.Request> {
    private final Rings rings;
    private final InstantSource clock;

    CallCancel(Rings rings, InstantSource clock) {
        this.rings = rings;
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
        var cancelled = new Cancelled(request.roomId(), roomName, who.userId(), who.userName(), clock.instant());
        var frame = cancelled.frame();
        if (recipientId != null) {
            rings.cancelled(session.colleague(recipientId), request.roomId());
            session.socketsOf(recipientId).tell(frame);
        }
        if (roomName != null) {
            var call = new RoomId.Call(who.organizationId(), roomName);
            session.room(call)
                    .tellAllBut(recipientId == null ? null : session.colleague(recipientId), frame); // heard it above
            rings.cancelled(call, cancelled);
        }
        session.note(new RoomId.Call(who.organizationId(), roomName == null ? request.roomId() : roomName), cancelled);
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
