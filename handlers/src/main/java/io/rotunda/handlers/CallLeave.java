package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `call:leave`: leave a call; of a user's last socket the others hear `call:participant_left`.
final class CallLeave implements Handler<CallLeave.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        session.leave(request.call());
        return Ack.of(new Answer(request.call().roomName()));
    }

    record Request(RoomId.Call call) {
        static Request read(Fields fields) {
            return new Request(fields.call());
        }
    }

    record Answer(String roomName) implements Payload {}
}
