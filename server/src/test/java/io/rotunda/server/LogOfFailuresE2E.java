package io.rotunda.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server meets failures of every kind, with a secret in every place that has one, and our own loggers at their
/// finest.
class LogOfFailuresE2E {
    private static final String SECRET = "hunter2";
    private static final String RECEIVER_DOWN = "The receiver of webhooks does not accept them";
    private static final String RS = "\u001e";

    @TempDir
    private Path data;

    @Test
    void noSecretIsInTheLogWhateverFails() throws Exception {
        var receiver = refusingReceiver();
        Programs.linkInto(data);
        var settings = Settings.load(Map.ofEntries(
                Map.entry("DATA_DIR", data.toString()),
                Map.entry("HOST", "127.0.0.1"),
                Map.entry("PORT", "0"),
                Map.entry("JWT_SECRET", SECRET + " signs tokens of this server"),
                Map.entry("API_KEYS", SECRET + "-api-key"),
                Map.entry("ALLOW_TOKEN_IN_QUERY", "true"),
                Map.entry("AUTO_CREATE_ROOMS", "true"),
                Map.entry("RATE_LIMIT_EVENTS", "30"),
                Map.entry("MAX_PAYLOAD_BYTES", "20000"),
                Map.entry(
                        "WEBHOOK_URL",
                        "http://" + SECRET + ":" + SECRET + "@127.0.0.1:"
                                + receiver.getAddress().getPort() + "/"),
                Map.entry("WEBHOOK_SECRET", SECRET + " signs webhooks of this server"),
                Map.entry("ADMIN_USERNAME", "operator"),
                Map.entry("ADMIN_PASSWORD_BCRYPT", "$2a$04$Pi7K6sHooJD0l0leAlIsIOIoj.cEwT/cRktLIZA3vHsbZYW8CKJn."),
                Map.entry("SHUTDOWN_DRAIN_MS", "0")));
        var token = token(settings);
        try (var log = new CapturedLog()) {
            try (var rotunda = Rotunda.start(settings);
                    var client = new ClientByHand(rotunda.port(), SECRET)) {
                requests(client, token);
                calls(client);
                operators(client);
                connects(client, token);
                events(client, token);
                moves(client, token);
                refusedWebhooks(client, token, log);
                killPostgres();
                eventsWithoutADatabase(client, token);
                calls(client);
            } finally {
                receiver.stop(0);
            }
            assertLogged(log, token);
        }
    }

    private static void assertLogged(CapturedLog log, String token) {
        log.shows("a client is not let in", "code=AUTH_INVALID");
        log.shows("a client is in", "userId=ann");
        log.shows("an event is refused", "event=message:send");
        log.shows("an event is refused", "event=other");
        log.shows("an event is refused", "code=UNAVAILABLE");
        log.shows("The database is away", "");
        log.shows(RECEIVER_DOWN, "status 500");
        log.shows("an operator's name or password is wrong", "address=127.0.0.1");
        var signature = token.substring(token.lastIndexOf('.') + 1);
        log.forEachLine(line -> {
            assertFalse(line.contains(SECRET), line);
            assertFalse(line.contains(signature), line);
        });
    }

    private static void requests(ClientByHand client, String token) throws Exception {
        for (var path : List.of(
                "/" + SECRET,
                "/metrics?key=" + SECRET,
                "/readyz?token=" + token,
                "/api/v1/messages?organizationId=" + SECRET,
                "/api/v1/" + SECRET,
                "/socket.io/?EIO=3&token=" + SECRET,
                "/socket.io/?EIO=4&transport=polling&sid=" + SECRET,
                "/socket.io/?EIO=4&transport=" + SECRET)) {
            client.get(path);
            client.post(path, "{\"" + SECRET + "\":");
            client.post(path, SECRET + "\u0000".repeat(10));
        }
    }

    private static HttpServer refusingReceiver() throws IOException {
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                var said = SECRET.getBytes(UTF_8);
                exchange.sendResponseHeaders(500, said.length);
                exchange.getResponseBody().write(said);
            }
        });
        receiver.start();
        return receiver;
    }

    /// So many rooms in a row that it is the receiver that is down.
    private static void refusedWebhooks(ClientByHand client, String token, CapturedLog log) throws Exception {
        var session = client.connected(token);
        for (int i = 0; i < 5; i++) {
            var room = "\"channelId\":\"channel-" + i + "\"";
            client.post(session, "42[\"channel:join\",{" + room + "}]");
            client.post(session, "42[\"message:send\",{" + room + ",\"content\":\"" + SECRET + "\"}]");
        }
        log.await(RECEIVER_DOWN);
    }

    /// Of a back end that has a key.
    private static void calls(ClientByHand client) throws Exception {
        for (var call : List.of(
                "/publish {\"room\":\"org:acme\",\"event\":\"custom:x\",\"data\":{\"x\":\"" + SECRET + "\"}}",
                "/publish {\"room\":\"" + SECRET + "\",\"event\":\"" + SECRET + "\",\"data\":\"" + SECRET + "\"}",
                "/publish {\"" + SECRET + "\":",
                "/publish/batch [{\"" + SECRET + "\":1}]",
                "/messages {\"channelId\":\"" + SECRET + " \",\"content\":\"" + SECRET + "\"}",
                "/disconnect {\"organizationId\":\"acme\",\"userId\":\"" + SECRET + "\",\"reason\":\"" + SECRET
                        + "\"}")) {
            int space = call.indexOf(' ');
            client.send(client.request("/api/v1" + call.substring(0, space))
                    .setHeader("Authorization", "Bearer " + SECRET + "-api-key")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(call.substring(space + 1))));
        }
    }

    private static void operators(ClientByHand client) throws Exception {
        for (var name : List.of("operator", SECRET)) {
            var sid = client.open("");
            client.post(sid, "40/admin,{\"username\":\"" + name + "\",\"password\":\"" + SECRET + "\"}");
            client.get(sid);
        }
    }

    private static void connects(ClientByHand client, String token) throws Exception {
        var forged = token.substring(0, token.lastIndexOf('.') + 1) + SECRET;
        for (var auth : List.of(
                "{\"token\":\"" + SECRET + "\"}",
                "{\"token\":\"" + forged + "\"}",
                "{\"token\":{\"" + SECRET + "\":1}}",
                "{\"token\":\"" + token + "\",\"pid\":\"" + SECRET + "\",\"offset\":\"" + SECRET + "\"}",
                "[\"" + SECRET + "\"]",
                "{\"" + SECRET)) {
            var sid = client.open("");
            client.post(sid, "40" + auth);
            client.get(sid);
        }
        for (var query : List.of("&token=" + SECRET, "&token=" + forged)) {
            var sid = client.open(query);
            client.post(sid, "40");
            client.get(sid);
        }
    }

    private static void events(ClientByHand client, String token) throws Exception {
        for (var packets : List.of(
                "42[\"" + SECRET + ":event\",{\"x\":\"" + SECRET + "\"}]",
                "42[\"message:send\",\"" + SECRET + "\"]",
                "42[\"message:send\",{\"channelId\":\"" + SECRET + " \",\"content\":\"" + SECRET + "\"}]",
                "42[\"message:send\",{\"channelId\":\"general\",\"content\":\"" + SECRET + "\\u0000\"}]",
                "42[\"message:send\",{\"channelId\":\"general\",\"content\":\"\\ud800" + SECRET + "\"}]",
                "42[\"message:send\",{\"channelId\":\"general\",\"content\":\"" + SECRET + "\",\"metadata\":\"" + SECRET
                        + "\"}]",
                "42[\"message:send\",{\"channelId\":\"general\",\"content\":\"" + SECRET.repeat(2000) + "\"}]",
                "42[\"message:update\",{\"messageId\":\"" + SECRET + "\",\"content\":\"" + SECRET + "\"}]",
                "42[\"auth:refresh\",{\"token\":\"" + SECRET + "\"}]",
                "42[\"typing:start\",{\"channelId\":\"not-joined\"}]",
                "42[\"" + SECRET,
                "42{\"" + SECRET + "\":1}",
                "459-[\"message:send\",\"" + SECRET + "\"]",
                SECRET,
                "42/" + SECRET + ",[\"message:send\",{}]")) {
            var sid = client.connected(token);
            client.post(sid, packets);
            client.get(sid);
        }
        var sid = client.connected(token);
        client.post(sid, String.join(RS, java.util.Collections.nCopies(40, "42[\"" + SECRET + "\",{}]")));
        client.get(sid);
    }

    /// From polling to a WebSocket, whole, broken off and broken.
    private static void moves(ClientByHand client, String token) throws Exception {
        var event = "42[\"message:send\",{\"channelId\":\"" + SECRET + " \",\"content\":\"" + SECRET + "\"}]";
        for (var packets : List.of(
                List.of("2probe", "5", event, "42[\"" + SECRET),
                List.of("2probe", "5", SECRET),
                List.of("2probe", "5", "459-[\"message:send\",\"" + SECRET + "\"]", SECRET),
                List.of("2probe", event),
                List.of("2" + SECRET),
                List.of("5" + SECRET),
                List.of(event))) {
            var session = client.connected(token);
            try (var moving = Objects.requireNonNull(client.move(session))) {
                packets.forEach(moving::say);
            }
            client.post(session, SECRET);
            client.get(session);
        }
        var session = client.connected(token);
        try (var moved = Objects.requireNonNull(client.move(session))) {
            for (var packet :
                    List.of("2probe", "5", event, "420[\"" + SECRET + ":event\",{\"x\":\"" + SECRET + "\"}]")) {
                moved.say(packet);
            }
            assertTrue(moved.hears("430["), "the client has not moved");
            client.post(session, SECRET);
            try (var again = Objects.requireNonNull(client.move(session))) {
                assertFalse(again.say("2probe") && again.hears("3probe"), "it moves once");
            }
        }
        assertNull(client.move("/socket.io/?EIO=4&transport=polling&sid=" + SECRET));
    }

    private static void eventsWithoutADatabase(ClientByHand client, String token) throws Exception {
        var sid = client.connected(token);
        client.post(sid, "42[\"message:send\",{\"channelId\":\"general\",\"content\":\"" + SECRET + "\"}]");
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        var heard = "";
        while (!heard.contains("UNAVAILABLE")) {
            assertTrue(System.nanoTime() < deadline, heard);
            heard = client.get(sid);
        }
        client.get("/readyz");
    }

    private void killPostgres() throws IOException {
        try (var files = Files.walk(data)) {
            var pid = files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
            var postmaster = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(pid).getFirst()))
                    .orElseThrow();
            assertTrue(postmaster.destroyForcibly());
            postmaster.onExit().join();
        }
    }

    private static String token(Settings settings) {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        return new Signer(settings.tokens(), Clock.systemUTC())
                .sign(new Principal("ann", "Ann " + SECRET, "acme", Set.of(), Role.MEMBER, expiry));
    }
}
