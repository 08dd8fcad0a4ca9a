package io.rotunda.server.wire;

import static io.rotunda.server.wire.PollingClient.json;
import static io.rotunda.server.wire.PollingClient.openPacket;
import static io.rotunda.server.wire.PollingClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Handshakes and session ids that no honest client sends, and upgrades that go wrong.
class HostileSessionsE2E extends HostileInput {
    private static final String ENGINE_WEBSOCKET = "/engine.io/?EIO=4&transport=websocket";

    @Test
    void aPollThatIsPipelinedBehindAnotherIsNotGivenTheSame() throws Exception {
        try (var patient = TestServer.patient();
                var http = new RawHttp(patient)) {
            var polling = PollingClient.open(patient, "/engine.io/", http);
            http.send(("GET " + polling.target() + " HTTP/1.1\r\n" + http.head() + "\r\n").repeat(2));
            polling.send("4one");
            assertEquals("4one", http.response().body());
            polling.send("4two");
            assertEquals("4two", http.response().body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/engine.io/?EIO=4", "/engine.io/?EIO=4&transport=", "/engine.io/?EIO=4&transport=carrier-pigeon"
            })
    void anUnknownTransportIsAnsweredWithCode0(String target) throws Exception {
        assertFault(0, "Transport unknown", "GET", target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8f1a8a5e-0000-4000-8000-000000000000",
                "not-a-uuid",
                "%22%27%5C%00%0A",
                "%ff%fe",
                "__proto__",
                "../../etc/passwd"
            })
    void anUnknownSessionIdIsAnsweredWithCode1(String sid) throws Exception {
        assertFault(1, "Session ID unknown", "GET", ENGINE_POLLING + "&sid=" + sid);
        assertFault(1, "Session ID unknown", "POST", ENGINE_POLLING + "&sid=" + sid);
    }

    @Test
    void aSessionIdOf10KilobytesIsAnsweredWith400() throws Exception {
        try (var http = new RawHttp(server)) {
            http.get(ENGINE_POLLING + "&sid=" + "a".repeat(10_000));

            assertEquals(400, http.response().status());
        }
    }

    @Test
    void aSessionIdWithBareQuotesIsAnsweredWith400() throws Exception {
        try (var http = new RawHttp(server)) {
            http.get(ENGINE_POLLING + "&sid=\"'\"");

            assertEquals(400, http.response().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void aHandshakeByAnotherMethodIsAnsweredWithCode2(String method) throws Exception {
        assertFault(2, "Bad handshake method", method, ENGINE_POLLING);
    }

    @Test
    void aWebSocketHandshakeWithoutAnUpgradeIsAnsweredWithCode3() throws Exception {
        assertFault(3, "Bad request", "GET", ENGINE_WEBSOCKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3&", "EIO=5&", "EIO=&", "EIO=abc&", "EIO=44&", ""})
    void anotherVersionIsAnsweredWithCode5(String version) throws Exception {
        assertFault(5, "Unsupported protocol version", "GET", "/engine.io/?" + version + "transport=polling");
    }

    @Test
    void aWebSocketOfAnotherVersionIsNotOpened() throws Exception {
        try (var socket = RawWebSocket.ask(server, "/engine.io/?EIO=3&transport=websocket")) {
            assertEquals(400, socket.status());
        }
    }

    @Test
    void aWebSocketForAnUnknownSessionIsNotOpened() throws Exception {
        try (var socket = RawWebSocket.ask(server, ENGINE_WEBSOCKET + "&sid=unknown")) {
            assertEquals(400, socket.status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "%22);alert(1)//", ""})
    void aJsonpCallbackIsRefusedWith400(String index) throws Exception {
        assertEquals(
                400, request(server, "GET", ENGINE_POLLING + "&j=" + index, "").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "HEAD", "POST"})
    void onlyGetCreatesASession(String method) throws Exception {
        var answer = request(server, method, ENGINE_POLLING, "");

        assertNotEquals(200, answer.statusCode());
        assertFalse(answer.body().contains("sid"), answer.body());
    }

    @Test
    void theClientDoesNotChooseTheSessionId() throws Exception {
        var wished = "8f1a8a5e-0000-4000-8000-000000000000";
        try (var http = new RawHttp(server)) {
            http.get(ENGINE_POLLING, "Cookie: io=" + wished, "io: " + wished);

            var sid = openPacket(http.response().body()).get("sid").asText();
            assertNotEquals(wished, sid);
        }
    }

    @Test
    void theSocketIdIsNotTheSessionId() throws Exception {
        try (var socket = RawWebSocket.open(server, "/socket.io/")) {
            var sessionId = openPacket(socket.text()).get("sid");
            socket.send("40");

            assertNotEquals(sessionId, json(socket.text().substring(2)).get("sid"));
        }
    }

    @Test
    void aDroppedProbeLeavesPollingAlive() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var socket = RawWebSocket.ask(server, client.upgradeTarget())) {
            socket.send("2probe");
            assertEquals("3probe", socket.text());
        }

        assertEchoes(client);
    }

    @Test
    void aWebSocketThatNeverProbesLeavesPollingAlive() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var socket = RawWebSocket.ask(server, client.upgradeTarget())) {
            assertEquals(101, socket.status());
        }

        assertEchoes(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2wrong", "4hello", "abc", "3"})
    void aProbeThatIsNoneIsClosedAndLeavesPollingAlive(String packet) throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var socket = RawWebSocket.ask(server, client.upgradeTarget())) {
            socket.send(packet);

            socket.awaitClosed();
        }
        assertEchoes(client);
    }

    @Test
    void aSecondProbeIsClosedAndTheFirstOneUpgrades() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var first = RawWebSocket.ask(server, client.upgradeTarget())) {
            first.send("2probe");
            assertEquals("3probe", first.text());
            try (var second = RawWebSocket.ask(server, client.upgradeTarget())) {
                second.awaitRefused();
            }

            first.send("5");

            assertEchoes(first);
        }
    }

    @Test
    void aWebSocketIntoAWebSocketSessionIsClosedAndTheSessionStays() throws Exception {
        try (var socket = RawWebSocket.open(server, "/engine.io/")) {
            var sid = openPacket(socket.text()).get("sid").asText();
            try (var second = RawWebSocket.ask(server, ENGINE_WEBSOCKET + "&sid=" + sid)) {
                second.send("2probe");
                second.send("5");

                second.awaitRefused();
            }
            assertEchoes(socket);
        }
    }

    @Test
    void pollingIntoAWebSocketSessionIsAnsweredWithCode3AndTheSessionStays() throws Exception {
        try (var socket = RawWebSocket.open(server, "/engine.io/")) {
            var sid = openPacket(socket.text()).get("sid").asText();

            assertFault(3, "Bad request", "GET", ENGINE_POLLING + "&sid=" + sid);
            assertFault(3, "Bad request", "POST", ENGINE_POLLING + "&sid=" + sid);

            assertEchoes(socket);
        }
    }

    @Test
    void pollingIntoAnUpgradedSessionIsAnsweredWithCode3AndTheSessionStays() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var socket = RawWebSocket.ask(server, client.upgradeTarget())) {
            socket.send("2probe");
            assertEquals("3probe", socket.text());
            socket.send("5");
            assertEchoes(socket);

            assertFault(3, "Bad request", "GET", client.target());
            assertFault(3, "Bad request", "POST", client.target());

            assertEchoes(socket);
        }
    }

    private void assertFault(int code, String message, String method, String target) throws Exception {
        var answer = request(server, method, target, "");
        assertEquals(400, answer.statusCode());
        assertEquals(json("{\"code\":" + code + ",\"message\":\"" + message + "\"}"), json(answer.body()));
    }
}
