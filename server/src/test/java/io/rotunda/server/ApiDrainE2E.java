package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import io.socket.client.IO;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that goes, as back ends see it.
class ApiDrainE2E {
    @TempDir
    private static Path data;

    @Test
    void whatIsUnderWayIsAnsweredAndWhatComesNewIsToldToComeLater() throws Exception {
        Programs.linkInto(data);
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
            for (var patience = new Patience(); answer.statusCode() == 200; patience.lasts()) {
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

    @Test
    void aQuestionThatWaitsIsTakenBackAndAnsweredAndNoChangeIsLeftUnanswered() throws Exception {
        Programs.linkInto(data.resolve("asked"));
        var settings = Settings.load(
                Map.of("DATA_DIR", data.resolve("asked").toString(), "PORT", "0", "SHUTDOWN_DRAIN_MS", "1000"));
        var rotunda = Rotunda.start(settings);
        var key = settings.listen().backEndKeys().getFirst().text();
        var api = "http://127.0.0.1:" + rotunda.port();
        var asked = new CompletableFuture<Object>();
        var resolved = new CompletableFuture<Object>();
        var ann = ann(api, settings, asked, resolved);
        try (var http = HttpClient.newHttpClient()) {
            var question = http.sendAsync(
                    call(
                            api + "/api/v1/tool-permissions",
                            key,
                            "POST",
                            "{\"organizationId\":\"acme\",\"userId\":\"ann\",\"toolName\":\"shell\",\"input\":{},"
                                    + "\"reason\":\"\",\"timeoutMs\":600000}"),
                    BodyHandlers.ofString());
            asked.get(20, TimeUnit.SECONDS);
            int changes = 0;
            var going = new Thread(rotunda::close);
            int status = 200;
            for (var patience = new Patience(); status == 200; patience.lasts()) {
                var put = call(
                        api + "/api/v1/channels/c" + changes,
                        key,
                        "PUT",
                        "{\"organizationId\":\"acme\",\"members\":[]}");
                var answer = http.sendAsync(put, BodyHandlers.ofString());
                if (changes++ == 10) {
                    going.start(); // with this change under way
                }
                status = answer.get(20, TimeUnit.SECONDS).statusCode();
            }
            assertEquals(503, status);
            assertTrue(changes > 10, "changes were made before");
            var refused = question.get(20, TimeUnit.SECONDS);
            assertEquals(503, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("UNAVAILABLE"), refused.body());
            var heard = (JSONObject) resolved.get(20, TimeUnit.SECONDS);
            assertEquals("withdrawn", heard.getString("reason"));
            going.join();
        } finally {
            ann.disconnect();
            rotunda.close();
        }
    }

    private static io.socket.client.Socket ann(
            String address, Settings settings, CompletableFuture<Object> asked, CompletableFuture<Object> resolved)
            throws Exception {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        var token = new Signer(settings.tokens(), Clock.systemUTC())
                .sign(new Principal("ann", "Ann", "acme", Set.of(), Role.MEMBER, expiry));
        var socket = IO.socket(
                URI.create(address),
                IO.Options.builder()
                        .setTransports(new String[] {"websocket"})
                        .setForceNew(true)
                        .setReconnection(false)
                        .setAuth(Map.of("token", token))
                        .build());
        var connected = new CompletableFuture<Object>();
        socket.on("connected", arguments -> connected.complete(arguments[0]));
        socket.on("tool:permission:request", arguments -> asked.complete(arguments[0]));
        socket.on("tool:permission:resolved", arguments -> resolved.complete(arguments[0]));
        socket.connect();
        connected.get(20, TimeUnit.SECONDS);
        return socket;
    }

    private static HttpRequest call(String address, String key, String method, String json) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build();
    }

    /// How long something may take that has to happen.
    private static final class Patience {
        private final long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();

        void lasts() {
            assertTrue(System.nanoTime() < until, "it has not happened");
        }
    }

    /// The first line has been handled: the call is under way.
    private static void awaitRoom(HttpClient http, String api, String key) throws Exception {
        var channel = HttpRequest.newBuilder(URI.create(api + "/api/v1/channels/general?organizationId=acme"))
                .header("Authorization", "Bearer " + key)
                .build();
        int status = 404;
        for (var patience = new Patience(); status == 404; patience.lasts()) {
            status = http.send(channel, BodyHandlers.ofString()).statusCode();
        }
        assertEquals(200, status);
    }

    private static void write(Socket to, String text) throws Exception {
        to.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
