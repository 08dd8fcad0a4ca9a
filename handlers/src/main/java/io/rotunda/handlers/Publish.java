package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rotunda.rooms.RoomId;

/// `POST /publish`: a transient event for a room.
final class Publish implements ApiCall<Publish.Request> {
    private final Backend backend;

    Publish(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        backend.publish(request.room(), request.event(), request.data());
        return Ack.of(new Answer(request.room().wireName()));
    }

    record Request(RoomId room, String event, JsonNode data) {
        private static final int MAX_EVENT = 128;

        static Request read(Fields fields) {
            var room = fields.room("room", fields.optionalId("organizationId"));
            var event = fields.text("event", 1, MAX_EVENT);
            var data = fields.optionalValue("data");
            return new Request(room, event, data == null ? JsonNodeFactory.instance.objectNode() : data);
        }
    }

    record Answer(String room) implements Payload {}
}
