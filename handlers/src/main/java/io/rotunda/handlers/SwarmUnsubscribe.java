package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `swarm:unsubscribe`: hear nothing more of it. One that the socket is not in is a success.
final class SwarmUnsubscribe implements Handler<SwarmUnsubscribe.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        session.leave(request.swarm());
        return Ack.of(new Answer(request.swarm().sessionId()));
    }

    record Request(RoomId.Swarm swarm) {
        static Request read(Fields fields) {
            return new Request(fields.swarm());
        }
    }

    record Answer(String sessionId) implements Payload {}
}
