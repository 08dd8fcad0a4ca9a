package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// Events that have a position in their room's log.
final class Durable {
    static final String NEW = "message:new";
    static final String UPDATE = "message:update";
    static final String DELETE = "message:delete";
    static final String REACTION = "message:reaction";

    private static final Set<String> EVENTS =
            Set.of(NEW, UPDATE, DELETE, REACTION, "message:read", "message:read:batch");

    private Durable() {}

    static boolean is(Line.Deliver heard) {
        return heard.room() != null && isNamed(heard.event());
    }

    static boolean isNamed(String event) {
        return EVENTS.contains(event);
    }

    static long seq(JsonNode payload) {
        return Lines.whole(payload, "seq");
    }
}
