package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;

/// A room as histories name it: its tenant, a slash, and what the wire calls it.
final class RoomName {
    private RoomName() {}

    static String tenant(String room) {
        return room.substring(0, room.indexOf('/'));
    }

    static boolean isChannel(String room) {
        return room.startsWith("channel:", room.indexOf('/') + 1);
    }

    /// Whether a payload names this room.
    static boolean isNamedBy(JsonNode payload, String room) {
        var id = payload.path(isChannel(room) ? "channelId" : "conversationId");
        return id.isTextual() && room.endsWith(":" + id.textValue());
    }
}
