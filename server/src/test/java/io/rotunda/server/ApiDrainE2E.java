package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
        try (var api = new ApiClient(rotunda.port(), settings);
                var underWay = new Socket(InetAddress.getLoopbackAddress(), rotunda.port())) {
            underWay.setSoTimeout(20_000);
            write(
                    underWay,
                    "POST /api/v1/messages/stream HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n");
            write(
                    underWay,
                    "Authorization: Bearer " + api.key() + "\r\nContent-Length: 88\r\nConnection: close\r\n\r\n");
            write(underWay, "{\"organizationId\":\"acme\",\"channelId\":\"general\",\"userId\":\"bot\"}    \n");
            var publish = api.call("POST", "/publish", "{'room':'org:acme','event':'custom:x'}");
            assertEquals(200, api.send(publish).statusCode());
            awaitRoom(api);

            var going = Thread.startVirtualThread(rotunda::close);
            var answer = api.send(publish);
            for (var patience = new Patience(); answer.statusCode() == 200; patience.lasts()) {
                answer = api.send(publish);
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
        var ann = new JavaClient(rotunda.port(), JavaClient.token(settings, "ann", "acme"), "websocket");
        try (var api = new ApiClient(rotunda.port(), settings)) {
            var question = api.begin(api.call(
                    "POST",
                    "/tool-permissions",
                    "{'organizationId':'acme','userId':'ann','toolName':'shell','input':{},'reason':'',"
                            + "'timeoutMs':600000}"));
            ann.next("tool:permission:request");
            int changes = 0;
            var going = new Thread(rotunda::close);
            int status = 200;
            for (var patience = new Patience(); status == 200; patience.lasts()) {
                var put = api.call("PUT", "/channels/c" + changes, "{'organizationId':'acme','members':[]}");
                var answer = api.begin(put);
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
            assertEquals("withdrawn", ann.next("tool:permission:resolved").getString("reason"));
            going.join();
        } finally {
            ann.close();
            rotunda.close();
        }
    }

    /// How long something may take that has to happen.
    private static final class Patience {
        private final long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();

        void lasts() {
            assertTrue(System.nanoTime() < until, "it has not happened");
        }
    }

    /// The first line has been handled: the call is under way.
    private static void awaitRoom(ApiClient api) throws Exception {
        int status = 404;
        for (var patience = new Patience(); status == 404; patience.lasts()) {
            status = api.send(api.call("GET", "/channels/general?organizationId=acme", null))
                    .statusCode();
        }
        assertEquals(200, status);
    }

    private static void write(Socket to, String text) throws Exception {
        to.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
