package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.InstantSource;

/// `typing:start`: tell the others in the room. Who is typing comes from the token, not the payload.
final class TypingStart implements Handler<TypingStart.Request> {
    private final InstantSource clock;

    TypingStart(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var now = clock.instant();
        session.joined(request.room()).tellOthers(Typing.started(request.room(), session.principal(), now));
        session.startTyping(request.room(), now);
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
