package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `typing:stop`: tell the others in the room, unless they were told already.
final class TypingStop implements Handler<TypingStop.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        session.joined(request.room());
        session.stopTyping(request.room());
        return Ack.OK;
    }

    @Override
    public boolean prompt(Session session, Request request) {
        return true;
    }

    record Request(RoomId.Timeline room) {
        static Request read(Fields fields) {
            return new Request(Typing.read(fields));
        }
    }
}
