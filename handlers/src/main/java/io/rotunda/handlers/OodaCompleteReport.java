package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.InstantSource;

/// `POST /ooda/complete`: tells a user that an agent's loop has ended.
final class OodaCompleteReport implements ApiCall<OodaCompleteReport.Request> {
    private final Rooms rooms;

    OodaCompleteReport(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        rooms.tell(request.user(), request.event().frame());
        return Ack.OK;
    }

    record Request(RoomId.User user, OodaComplete event) {
        static Request read(Fields fields, InstantSource clock) {
            var user = fields.user();
            return new Request(user, OodaComplete.read(fields, clock.instant()));
        }
    }
}
