package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `activity:leave`: hear nothing more of it. A room that the socket is not in is a success, whoever's it is.
final class ActivityLeave implements Handler<ActivityLeave.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        session.leave(request.activity());
        return Ack.of(new Answer(request.activity().wireName()));
    }

    record Request(RoomId.Activity activity) {
        static Request read(Fields fields) {
            return new Request(fields.activity("room"));
        }
    }

    record Answer(String room) implements Payload {}
}
