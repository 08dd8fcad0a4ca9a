package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `swarm:subscribe`: hear what a session of the organization's agents does. Nobody is announced there.
final class SwarmSubscribe implements Handler<SwarmSubscribe.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        var arrival = session.arrive(request.swarm());
        var subscribed = new Subscribed(request.swarm().sessionId());
        session.send(subscribed);
        arrival.goLive();
        return Ack.of(subscribed);
    }

    record Request(RoomId.Swarm swarm) {
        static Request read(Fields fields) {
            return new Request(fields.swarm());
        }
    }

    /// `swarm:subscribed`, and what the callback gets.
    record Subscribed(String sessionId) implements Outgoing {
        @Override
        public String eventName() {
            return "swarm:subscribed";
        }
    }
}
