package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelDuplexHandler;
import org.junit.jupiter.api.Test;

/// What is told to WebSockets goes past their handlers: one that changes what is sent would be left out in silence.
class PastThePipelineE2E {

    @Test
    void whereSomebodyElseWantsToSeeWhatIsSentThereIsNoWebSocket() throws Exception {
        try (var server = TestServer.behind(ChannelDuplexHandler::new);
                var http = new RawHttp(server)) {
            http.get(
                    "/socket.io/?EIO=4&transport=websocket",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13");
            assertEquals("", new String(http.in().readAllBytes(), UTF_8), "closed without an answer");
        }
    }

    @Test
    void pollingGoesThroughThemAll() throws Exception {
        try (var server = TestServer.behind(ChannelDuplexHandler::new);
                var http = new RawHttp(server)) {
            http.get("/socket.io/?EIO=4&transport=polling");
            assertEquals(200, http.response().status());
        }
    }
}
