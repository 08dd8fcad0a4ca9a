package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `activity:join`: hear what happens at a customer. Nobody is announced there.
final class ActivityJoin implements Handler<ActivityJoin.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        var arrival = session.arrive(request.activity());
        var joined = new Joined(request.activity().wireName());
        session.send(joined);
        arrival.goLive();
        return Ack.of(joined);
    }

    record Request(RoomId.Activity activity) {
        static Request read(Fields fields) {
            return new Request(fields.activity("room"));
        }
    }

    /// `activity:joined`, and what the callback gets.
    record Joined(String room) implements Outgoing {
        @Override
        public String eventName() {
            return "activity:joined";
        }
    }
}
