package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A row of the table of changes, as the wire tells it.
final class ChangeRow {
    private ChangeRow() {}

    static RoomLog.Entry read(String room, JsonNode row) {
        if (row.has("data")) {
            return entry(Lines.text(row, "event"), Lines.text(row, "by"), row.path("data"));
        }
        var data = JsonNodeFactory.instance.objectNode();
        return switch (Lines.text(row, "action")) {
            case "update" -> {
                copy(row, data, "messageId", "content", "metadata");
                yield ended(Durable.UPDATE, room, row, data, "updatedBy", "");
            }
            case "delete" -> {
                copy(row, data, "messageId");
                yield ended(Durable.DELETE, room, row, data, "deletedBy", "deletedByName");
            }
            case "read" -> {
                copy(row, data, "messageId");
                yield ended("message:read", room, row, data, "userId", "userName");
            }
            case "read_all" -> {
                copy(row, data, "messageIds");
                yield ended("message:read:batch", room, row, data, "userId", "");
            }
            case "react" -> reaction(room, row, data, "add");
            case "unreact" -> reaction(room, row, data, "remove");
            default -> throw new IllegalArgumentException("what change is " + row);
        };
    }

    private static RoomLog.Entry reaction(String room, JsonNode row, ObjectNode data, String action) {
        copy(row, data, "messageId");
        address(room, data);
        copy(row, data, "emoji", "userId", "userName");
        data.put("action", action).set("timestamp", row.path("at"));
        data.set("seq", row.path("seq"));
        return entry(Durable.REACTION, Principals.ofRow(row), data);
    }

    private static RoomLog.Entry ended(
            String event, String room, JsonNode row, ObjectNode data, String idField, String nameField) {
        address(room, data);
        data.set(idField, row.path("userId"));
        if (!nameField.isEmpty()) {
            data.set(nameField, row.path("userName"));
        }
        data.set("timestamp", row.path("at"));
        data.set("seq", row.path("seq"));
        return entry(event, Principals.ofRow(row), data);
    }

    private static void address(String room, ObjectNode data) {
        var id = room.substring(room.lastIndexOf(':') + 1);
        boolean channel = RoomName.isChannel(room);
        data.put("channelId", channel ? id : null).put("conversationId", channel ? null : id);
    }

    private static void copy(JsonNode row, ObjectNode data, String... fields) {
        for (var field : fields) {
            if (row.has(field)) {
                data.set(field, row.path(field));
            }
        }
    }

    private static RoomLog.Entry entry(String event, String by, JsonNode data) {
        return new RoomLog.Entry(Durable.seq(data), event, by, data);
    }
}
