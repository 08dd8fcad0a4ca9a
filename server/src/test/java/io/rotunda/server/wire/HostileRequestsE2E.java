package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP requests that no honest client sends, and ways to send them.
class HostileRequestsE2E extends HostileInput {
    private static final Set<Integer> TOO_MUCH = Set.of(400, 414, 431);

    @Test
    void aPostOverMaxPayloadIsRefusedWhileItArrives() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var http = new RawHttp(server)) {
            http.send("POST " + client.target() + " HTTP/1.1\r\n" + http.head("Content-Length: 50000000") + "\r\n");
            http.send("4" + "x".repeat(1_100_000));

            assertEquals(413, http.response().status());
        }
    }

    @Test
    void aPostWithoutAnEndIsRefusedWhileItArrives() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var http = new RawHttp(server)) {
            http.send("POST " + client.target() + " HTTP/1.1\r\n" + http.head("Transfer-Encoding: chunked") + "\r\n");
            for (var i = 0; i < 11; i++) {
                http.send("186a0\r\n" + "4".repeat(100_000) + "\r\n");
            }

            assertEquals(413, http.response().status());
        }
    }

    @Test
    void tenThousandPacketsOfOnePayloadComeBackInOrder() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        var sent = IntStream.range(0, 10_000).mapToObj(i -> "4" + i).toList();

        client.send(String.join("\u001e", sent));

        assertEquals(sent, client.packets(sent.size()));
    }

    @Test
    void anEmptyPostIsAnsweredAndEndsTheSession() throws Exception {
        assertEndsTheSession("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "4a\u001e", "\u001e4a", "9", "b!!!!"})
    void aPayloadThatCannotBeReadIsAnsweredAndEndsTheSession(String payload) throws Exception {
        assertEndsTheSession(payload);
    }

    @Test
    void aPostOfBinaryContentIsRefusedWith400() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var http = new RawHttp(server)) {
            var headers = http.head("Content-Type: application/octet-stream", "Content-Length: 2");
            http.send("POST " + client.target() + " HTTP/1.1\r\n" + headers + "\r\n4x");

            assertEquals(400, http.response().status());
        }
    }

    @Test
    void aRequestLineOf100KilobytesIsRefusedAndTheConnectionClosed() throws Exception {
        try (var http = new RawHttp(server)) {
            http.get(ENGINE_POLLING + "&x=" + "x".repeat(100_000));

            assertTooMuch(http);
        }
    }

    @Test
    void aThousandHeadersAreRefusedAndTheConnectionClosed() throws Exception {
        try (var http = new RawHttp(server)) {
            var headers = IntStream.range(0, 1000).mapToObj(i -> "X-Header-" + i + ": " + "x".repeat(40));
            http.get(ENGINE_POLLING, headers.toArray(String[]::new));

            assertTooMuch(http);
        }
    }

    @Test
    void bytesThatAreNoHttpAreRefusedAndTheConnectionClosed() throws Exception {
        try (var http = new RawHttp(server)) {
            http.send(RawWebSocket.bytes(0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3, '\r', '\n', '\r', '\n'));

            assertTooMuch(http);
        }
    }

    @Test
    void halfRequestsHoldNobodyUp() throws Exception {
        var connections = new ArrayList<RawHttp>();
        try {
            for (var i = 0; i < 50; i++) {
                var http = new RawHttp(server);
                connections.add(http);
                http.send("POST " + ENGINE_POLLING + " HTTP/1.1\r\n" + http.head("Content-Length: 100"));
            }

            assertNewcomersAreServed();
        } finally {
            for (var http : connections) {
                http.close();
            }
        }
    }

    @Test
    void manyPollsShareOneConnection() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var http = new RawHttp(server)) {
            for (var i = 0; i < 50; i++) {
                http.post(client.target(), "4" + i);
                assertEquals("ok", http.response().body());
                http.get(client.target());
                assertEquals("4" + i, http.response().body());
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var http = new RawHttp(server)) {
            var lines = " HTTP/1.1\r\n" + http.head();
            http.send("POST " + client.target() + lines + "Content-Length: 6\r\n\r\n4hello"
                    + "GET " + client.target() + lines + "\r\n"
                    + "GET " + ENGINE_POLLING + "&sid=unknown" + lines + "\r\n"
                    + "GET " + ENGINE_POLLING + lines + "\r\n");

            assertEquals("ok", http.response().body());
            assertEquals("4hello", http.response().body());
            assertEquals(400, http.response().status());
            assertTrue(http.response().body().startsWith("0{"));
        }
    }

    @Test
    void aForeignOriginIsNotReflectedWithCredentials() throws Exception {
        try (var http = new RawHttp(server)) {
            http.get(ENGINE_POLLING, "Origin: https://evil.example");

            var headers = http.response().headers();
            assertFalse("https://evil.example".equals(headers.get("access-control-allow-origin"))
                    && "true".equals(headers.get("access-control-allow-credentials")));
        }
    }

    private void assertEndsTheSession(String payload) throws Exception {
        var client = PollingClient.open(server, "/engine.io/");

        var answer = client.post(payload).statusCode();

        assertTrue(answer == 400 || answer == 200, () -> "status " + answer);
        assertEquals(400, client.poll().statusCode());
    }

    private static void assertTooMuch(RawHttp http) throws IOException {
        try {
            var status = http.response().status();
            assertTrue(TOO_MUCH.contains(status), () -> "status " + status);
        } catch (SocketException _) {
            // Closing while the rest is still arriving resets the connection, and that can overtake the answer.
            return;
        }
        http.awaitClosed();
    }
}
