package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An Engine.IO session over HTTP long-polling.
record PollingClient(TestServer server, String target) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    static PollingClient open(TestServer server, String path) throws IOException {
        try (var connection = new RawHttp(server)) {
            return open(server, path, connection);
        }
    }

    /// The same over a connection that the caller goes on to use. The server may serve a session on the thread of
    /// the connection that opened it; then what is sent there is not overtaken.
    static PollingClient open(TestServer server, String path, RawHttp connection) throws IOException {
        var handshake = path + "?EIO=4&transport=polling";
        connection.get(handshake);
        var opened = connection.response();
        assertEquals(200, opened.status());
        return new PollingClient(
                server,
                handshake + "&sid=" + openPacket(opened.body()).get("sid").asText());
    }

    static JsonNode openPacket(String packet) throws JsonProcessingException {
        assertEquals('0', packet.charAt(0));
        return json(packet.substring(1));
    }

    static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    static HttpResponse<String> request(TestServer server, String method, String target, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.address().resolve(target))
                .timeout(RawHttp.PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /// Leaves a poll open on `connection`. A request that was sent after it has been answered, so the server knows
    /// of it.
    void leavePollOpen(RawHttp connection) throws IOException, InterruptedException {
        connection.get(target);
        send("3");
    }

    HttpResponse<String> poll() throws IOException, InterruptedException {
        return request(server, "GET", target, "");
    }

    HttpResponse<String> post(String payload) throws IOException, InterruptedException {
        return request(server, "POST", target, payload);
    }

    /// Sends a payload that the server takes.
    void send(String payload) throws IOException, InterruptedException {
        var taken = post(payload);
        assertEquals(200, taken.statusCode());
        assertEquals("ok", taken.body());
    }

    /// Polls until `count` packets have come that are neither ping nor noop.
    List<String> packets(int count) throws IOException, InterruptedException {
        var packets = new ArrayList<String>();
        while (packets.size() < count) {
            var polled = poll();
            assertEquals(200, polled.statusCode());
            for (var packet : polled.body().split("\u001e", -1)) {
                switch (packet) {
                    case "2" -> send("3");
                    case "6" -> {}
                    default -> packets.add(packet);
                }
            }
        }
        return packets;
    }

    /// Polls until the session is gone; fails when it stays.
    void awaitEnd() throws IOException, InterruptedException {
        var deadline = Instant.now().plus(RawHttp.PATIENCE);
        while (poll().statusCode() != 400) {
            if (Instant.now().isAfter(deadline)) {
                fail("the session is still there");
            }
        }
    }

    /// The address of this session's upgrade.
    String upgradeTarget() {
        return target.replace("transport=polling", "transport=websocket");
    }
}
