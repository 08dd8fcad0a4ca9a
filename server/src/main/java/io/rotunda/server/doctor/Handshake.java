package io.rotunda.server.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the server says when an Engine.IO session is opened.
record Handshake(String sid, Duration pingInterval, int maxPayload) {
    private static final JsonMapper JSON = new JsonMapper();

    /// Null if that is no Engine.IO server's answer.
    static @Nullable Handshake in(String packet) {
        if (!packet.startsWith("0{")) {
            return null;
        }
        var said = json(packet.substring(1));
        return said.path("sid").isTextual()
                ? new Handshake(
                        said.path("sid").textValue(),
                        Duration.ofMillis(said.path("pingInterval").asLong()),
                        said.path("maxPayload").asInt())
                : null;
    }

    /// Missing if it cannot be read.
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }
}
