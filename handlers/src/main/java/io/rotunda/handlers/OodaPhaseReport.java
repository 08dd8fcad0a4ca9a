package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.InstantSource;

/// `POST /ooda/phase`: tells a user that a phase of an agent's loop has begun or ended.
final class OodaPhaseReport implements ApiCall<OodaPhaseReport.Request> {
    private final Rooms rooms;
    private final int maxBytes;

    /// @param maxBytes what an event may weigh
    OodaPhaseReport(Rooms rooms, int maxBytes) {
        this.rooms = rooms;
        this.maxBytes = maxBytes;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var frame = request.event().frame();
        Publications.requireRoom(frame.payload().length, maxBytes);
        rooms.tell(request.user(), frame);
        return Ack.OK;
    }

    record Request(RoomId.User user, OodaPhase event) {
        static Request read(Fields fields, InstantSource clock) {
            var user = fields.user();
            return new Request(user, OodaPhase.read(fields, clock.instant()));
        }
    }
}
