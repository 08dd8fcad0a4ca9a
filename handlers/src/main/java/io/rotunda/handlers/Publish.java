package io.rotunda.handlers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.rooms.RoomId;
import java.util.List;

/// `POST /publish`: a transient event for a room.
final class Publish implements ApiCall<Publish.Request> {
    private final Backend backend;

    Publish(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        say(request);
        return Ack.of(new Answer(request.room().wireName()));
    }

    void say(Request request) {
        if (request.exceptSocketIds().isEmpty()) {
            backend.publish(request.room(), request.event(), request.data());
        } else {
            var room = List.of(request.room().wireName());
            var whom = new Addressees(request.room().tenant(), room, request.exceptSocketIds());
            backend.publish(whom, request.event(), List.of(request.data()));
        }
    }

    record Request(RoomId room, String event, ObjectNode data, List<String> exceptSocketIds) {
        private static final int MAX_EVENT = 128;
        private static final int MAX_EXCEPT = 1_000;

        static Request read(Fields fields) {
            var organizationId = fields.optionalId("organizationId");
            var room = fields.room("room", organizationId);
            var event = fields.text("event", 1, MAX_EVENT);
            var data = fields.tree("data");
            var except = fields.optionalIds("exceptSocketIds", MAX_EXCEPT);
            return new Request(room, event, data, except == null ? List.of() : except);
        }
    }

    record Answer(String room) implements Payload {}
}
