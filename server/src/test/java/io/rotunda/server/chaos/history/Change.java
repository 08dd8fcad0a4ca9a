package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What a change is known by, in the request and in what is told of it.
final class Change {
    private static final List<String> ACTIONS = List.of("emoji", "action");

    private Change() {}

    /// The event that tells of what this one asks for; empty if it asks for no change.
    static String told(String asked) {
        return switch (asked) {
            case "message:react" -> Durable.REACTION;
            case "conversation:mark_read" -> "message:read:batch";
            case Durable.UPDATE, Durable.DELETE, "message:read" -> asked;
            default -> "";
        };
    }

    /// What two requests for the same change, and what is told of it, have in common.
    static String of(String room, String event, String principal, JsonNode change) {
        var key = new StringBuilder(room + " " + event + " " + principal + " ");
        key.append(change.path("messageId").asText());
        if (event.equals(Durable.REACTION)) {
            ACTIONS.forEach(field -> key.append(' ').append(change.path(field).asText()));
        }
        return key.toString();
    }
}
