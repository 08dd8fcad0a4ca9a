package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.config.Settings;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that goes, as back ends see it.
class ApiDrainE2E {
    @TempDir
    private static Path data;

    @Test
    void whatIsUnderWayIsAnsweredAndWhatComesNewIsToldToComeLater() throws Exception {
        var settings = Settings.load(Map.of("DATA_DIR", data.toString(), "PORT", "0"));
        var rotunda = Rotunda.start(settings);
        var key = settings.listen().backEndKeys().getFirst().text();
        var api = "http://127.0.0.1:" + rotunda.port();
        try (var http = HttpClient.newHttpClient();
                var underWay = new Socket(InetAddress.getLoopbackAddress(), rotunda.port())) {
            underWay.setSoTimeout(20_000);
            write(
                    underWay,
                    "POST /api/v1/messages/stream HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n");
            write(underWay, "Authorization: Bearer " + key + "\r\nContent-Length: 88\r\nConnection: close\r\n\r\n");
            write(underWay, "{\"organizationId\":\"acme\",\"channelId\":\"general\",\"userId\":\"bot\"}    \n");
            var publish = HttpRequest.newBuilder(URI.create(api + "/api/v1/publish"))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"room\":\"org:acme\",\"event\":\"custom:x\"}"))
                    .build();
            assertEquals(200, http.send(publish, BodyHandlers.ofString()).statusCode());
            awaitRoom(http, api, key);

            var going = Thread.startVirtualThread(rotunda::close);
            var answer = http.send(publish, BodyHandlers.ofString());
            while (answer.statusCode() == 200) {
                answer = http.send(publish, BodyHandlers.ofString());
            }
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("UNAVAILABLE"), answer.body());
            assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
            write(underWay, "{\"text\":\"under way\"}\n");
            var sent = new String(underWay.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(sent.startsWith("HTTP/1.1 200 "), sent);
            going.join();
        }
    }

    /// The first line has been handled: the call is under way.
    private static void awaitRoom(HttpClient http, String api, String key) throws Exception {
        var channel = HttpRequest.newBuilder(URI.create(api + "/api/v1/channels/general?organizationId=acme"))
                .header("Authorization", "Bearer " + key)
                .build();
        int status = 404;
        while (status == 404) {
            status = http.send(channel, BodyHandlers.ofString()).statusCode();
        }
        assertEquals(200, status);
    }

    private static void write(Socket to, String text) throws Exception {
        to.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
