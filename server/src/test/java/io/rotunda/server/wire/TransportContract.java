package io.rotunda.server.wire;

import static io.rotunda.server.wire.PollingClient.openPacket;
import static io.rotunda.server.wire.PollingClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.AssertionFailedError;

/// What Engine.IO v4 demands of each path that speaks it: handshake, heartbeat, close and upgrade.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransportContract {
    final TestServer server = TestServer.patient();
    final TestServer heartbeat = TestServer.start();
    private final String path;

    TransportContract(String path) {
        this.path = path;
    }

    /// Asserts that the session behind this WebSocket does what this path is for.
    abstract void assertServed(RawWebSocket socket) throws IOException;

    @AfterAll
    void stop() {
        server.close();
        heartbeat.close();
    }

    @Test
    void aPollingHandshakeOpensASession() throws Exception {
        var answer = request(heartbeat, "GET", path + "?EIO=4&transport=polling", "");

        assertEquals(200, answer.statusCode());
        assertOpens(answer.body(), List.of("websocket"));
    }

    @Test
    void aPollingHandshakeOfAnotherVersionIsRefusedWith400() throws Exception {
        assertEquals(400, statusOf("GET", "?transport=polling"));
        assertEquals(400, statusOf("GET", "?EIO=abc&transport=polling"));
    }

    @Test
    void aPollingHandshakeOfAnUnknownTransportIsRefusedWith400() throws Exception {
        assertEquals(400, statusOf("GET", "?EIO=4"));
        assertEquals(400, statusOf("GET", "?EIO=4&transport=abc"));
    }

    @Test
    void aHandshakeByPostOrPutIsRefusedWith400() throws Exception {
        assertEquals(400, statusOf("POST", "?EIO=4&transport=polling"));
        assertEquals(400, statusOf("PUT", "?EIO=4&transport=polling"));
    }

    @Test
    void aWebSocketHandshakeOpensASession() throws Exception {
        try (var socket = RawWebSocket.open(heartbeat, path)) {
            assertOpens(socket.frame().text(), List.of());
        }
    }

    @Test
    void aWebSocketHandshakeOfAnotherVersionIsRefused() throws Exception {
        assertRefused("?transport=websocket");
        assertRefused("?EIO=abc&transport=websocket");
    }

    @Test
    void aWebSocketHandshakeOfAnUnknownTransportIsRefused() throws Exception {
        assertRefused("?EIO=4");
        assertRefused("?EIO=4&transport=abc");
    }

    @Test
    void pongsKeepAPollingSessionAlive() throws Exception {
        inOneOfFourTries(() -> {
            var client = PollingClient.open(heartbeat, path);

            for (var beat = 0; beat < 3; beat++) {
                assertEquals("2", client.poll().body());
                client.send("3");
            }
        });
    }

    @Test
    void aPollingSessionWithoutPongsIsClosed() throws Exception {
        var before = Instant.now();
        var client = PollingClient.open(heartbeat, path);

        client.awaitEnd();

        assertOutlivedAPing(before);
    }

    @Test
    void pongsKeepAWebSocketAlive() throws Exception {
        inOneOfFourTries(() -> {
            try (var socket = RawWebSocket.open(heartbeat, path)) {
                socket.frame();

                for (var beat = 0; beat < 3; beat++) {
                    assertEquals("2", socket.frame().text());
                    socket.send("3");
                }
            }
        });
    }

    @Test
    void aWebSocketWithoutPongsIsClosed() throws Exception {
        var before = Instant.now();
        try (var socket = RawWebSocket.open(heartbeat, path)) {
            socket.awaitClosedInSilence();
        }

        assertOutlivedAPing(before);
    }

    @Test
    void aClosePacketEndsAPollingSession() throws Exception {
        inOneOfFourTries(() -> {
            try (var polls = new RawHttp(server)) {
                var client = PollingClient.open(server, path, polls);
                client.leavePollOpen(polls);

                assertEquals(200, client.post("1").statusCode());

                var answer = polls.response();
                assertEquals(200, answer.status());
                assertEquals("6", answer.body());
                assertEquals(400, client.poll().statusCode());
            }
        });
    }

    @Test
    void aClosePacketClosesAWebSocket() throws Exception {
        try (var socket = RawWebSocket.open(server, path)) {
            socket.frame();

            socket.send("1");

            socket.awaitClosed();
        }
    }

    @Test
    void aPollingSessionUpgradesToWebSocket() throws Exception {
        try (var polls = new RawHttp(server)) {
            var client = PollingClient.open(server, path, polls);
            client.leavePollOpen(polls);
            try (var socket = RawWebSocket.ask(server, client.upgradeTarget())) {
                socket.send("2probe");
                assertEquals("3probe", socket.text());
                assertEquals("6", polls.response().body());

                socket.send("5");

                assertServed(socket);
            }
        }
    }

    @Test
    void pollingIsRefusedWith400RightAfterTheUpgrade() throws Exception {
        inOneOfFourTries(() -> {
            var client = PollingClient.open(server, path);
            try (var socket = upgraded(client)) {
                assertEquals(400, client.poll().statusCode());
                assertServed(socket);
            }
        });
    }

    @Test
    void anotherWebSocketAfterTheUpgradeIsClosedAndTheFirstOneStays() throws Exception {
        var client = PollingClient.open(server, path);
        try (var socket = upgraded(client)) {
            try (var second = RawWebSocket.ask(server, client.upgradeTarget())) {
                second.awaitRefused();
            }
            assertServed(socket);
        }
    }

    private RawWebSocket upgraded(PollingClient client) throws IOException {
        var socket = RawWebSocket.ask(server, client.upgradeTarget());
        socket.send("2probe");
        assertEquals("3probe", socket.text());
        socket.send("5");
        return socket;
    }

    private int statusOf(String method, String query) throws Exception {
        return request(server, method, path + query, "").statusCode();
    }

    private void assertRefused(String query) throws IOException {
        try (var socket = RawWebSocket.ask(server, path + query)) {
            socket.awaitRefused();
        }
    }

    private static void assertOpens(String packet, List<String> upgrades) throws IOException {
        var open = openPacket(packet);
        var names = new TreeSet<String>();
        open.fieldNames().forEachRemaining(names::add);
        assertEquals(Set.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"), names);
        assertTrue(open.get("sid").isTextual());
        assertFalse(open.get("sid").asText().isEmpty());
        assertEquals(
                upgrades,
                open.get("upgrades").valueStream().map(name -> name.asText()).toList());
        assertEquals(TestServer.PING_INTERVAL_MS, open.get("pingInterval").asInt());
        assertEquals(TestServer.PING_TIMEOUT_MS, open.get("pingTimeout").asInt());
        assertEquals(TestServer.MAX_PAYLOAD, open.get("maxPayload").asInt());
    }

    private static void assertOutlivedAPing(Instant before) {
        var lived = Duration.between(before, Instant.now());
        assertTrue(lived.toMillis() >= TestServer.PING_INTERVAL_MS, () -> "closed after " + lived);
    }

    /// For facts about timers, which need this machine to keep time as well, or about the order in which two
    /// connections were heard, which TCP does not promise.
    static void inOneOfFourTries(Fact fact) throws IOException, InterruptedException {
        for (var tries = 1; ; tries++) {
            try {
                fact.check();
                return;
            } catch (AssertionFailedError | IOException failure) {
                if (tries == 4) {
                    throw failure;
                }
            }
        }
    }

    @FunctionalInterface
    interface Fact {
        void check() throws IOException, InterruptedException;
    }
}
