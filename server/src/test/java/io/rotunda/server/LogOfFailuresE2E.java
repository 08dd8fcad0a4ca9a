package io.rotunda.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpServer;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.config.NodeName;
import io.rotunda.server.config.Settings;
import io.rotunda.server.logs.Logging;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A server meets failures of every kind, with a secret in every place that has one, and our own loggers at their
/// finest.
class LogOfFailuresE2E {
    private static final String SECRET = "hunter2";
    private static final String RS = "\u001e";
    private static final String RECEIVER_DOWN = "The receiver of webhooks does not accept them";

    @TempDir
    private Path data;

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.rotunda");
    private final Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing();
            lines.add(line);
            if (line.getFormattedMessage().startsWith(RECEIVER_DOWN)) {
                receiverDown.countDown();
            }
        }
    };

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch receiverDown = new CountDownLatch(1);
    private String address = "";

    @BeforeEach
    void listen() {
        ours.setLevel(Level.TRACE);
        appender.start();
        all.addAppender(appender);
    }

    @AfterEach
    void stop() {
        all.detachAppender(appender);
        ours.setLevel(null);
        client.close();
    }

    @Test
    void noSecretIsInTheLogWhateverFails() throws Exception {
        var receiver = refusingReceiver();
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
        try (var rotunda = Rotunda.start(settings)) {
            address = "http://127.0.0.1:" + rotunda.port();
            requests(token);
            calls();
            operators();
            connects(token);
            events(token);
            refusedWebhooks(token);
            killPostgres();
            eventsWithoutADatabase(token);
            calls();
        } finally {
            receiver.stop(0);
        }
        shows("a client is not let in", "code=AUTH_INVALID");
        shows("a client is in", "userId=ann");
        shows("an event is refused", "event=message:send");
        shows("an event is refused", "event=other");
        shows("an event is refused", "code=UNAVAILABLE");
        shows("The database is away", "");
        shows(RECEIVER_DOWN, "status 500");
        shows("an operator's name or password is wrong", "address=127.0.0.1");
        for (var line : lines) {
            for (var format : Settings.LogFormat.values()) {
                var encoder = Logging.encoder(format, new NodeName("node"), all.getLoggerContext());
                var text = new String(encoder.encode(line), UTF_8);
                assertFalse(text.contains(SECRET), text);
                assertFalse(text.contains(token.substring(token.lastIndexOf('.') + 1)), text);
            }
        }
    }

    private void requests(String token) throws Exception {
        for (var path : List.of(
                "/" + SECRET,
                "/metrics?key=" + SECRET,
                "/readyz?token=" + token,
                "/api/v1/messages?organizationId=" + SECRET,
                "/api/v1/" + SECRET,
                "/socket.io/?EIO=3&token=" + SECRET,
                "/socket.io/?EIO=4&transport=polling&sid=" + SECRET,
                "/socket.io/?EIO=4&transport=" + SECRET)) {
            get(path);
            post(path, "{\"" + SECRET + "\":");
            post(path, SECRET + "\u0000".repeat(10));
        }
    }

    private HttpServer refusingReceiver() throws IOException {
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
    private void refusedWebhooks(String token) throws Exception {
        var sid = connected(token);
        for (int i = 0; i < 5; i++) {
            var room = "\"channelId\":\"channel-" + i + "\"";
            post(sid, "42[\"channel:join\",{" + room + "}]");
            post(sid, "42[\"message:send\",{" + room + ",\"content\":\"" + SECRET + "\"}]");
        }
        assertTrue(receiverDown.await(20, TimeUnit.SECONDS), "the receiver is told nothing that it could refuse");
    }

    /// Of a back end that has a key.
    private void calls() throws Exception {
        for (var call : List.of(
                "/publish {\"room\":\"org:acme\",\"event\":\"custom:x\",\"data\":{\"x\":\"" + SECRET + "\"}}",
                "/publish {\"room\":\"" + SECRET + "\",\"event\":\"" + SECRET + "\",\"data\":\"" + SECRET + "\"}",
                "/publish {\"" + SECRET + "\":",
                "/publish/batch [{\"" + SECRET + "\":1}]",
                "/messages {\"channelId\":\"" + SECRET + " \",\"content\":\"" + SECRET + "\"}",
                "/disconnect {\"organizationId\":\"acme\",\"userId\":\"" + SECRET + "\",\"reason\":\"" + SECRET
                        + "\"}")) {
            int space = call.indexOf(' ');
            send(request("/api/v1" + call.substring(0, space))
                    .setHeader("Authorization", "Bearer " + SECRET + "-api-key")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(call.substring(space + 1))));
        }
    }

    private void operators() throws Exception {
        for (var name : List.of("operator", SECRET)) {
            var sid = open("");
            post(sid, "40/admin,{\"username\":\"" + name + "\",\"password\":\"" + SECRET + "\"}");
            get(sid);
        }
    }

    private void connects(String token) throws Exception {
        var forged = token.substring(0, token.lastIndexOf('.') + 1) + SECRET;
        for (var auth : List.of(
                "{\"token\":\"" + SECRET + "\"}",
                "{\"token\":\"" + forged + "\"}",
                "{\"token\":{\"" + SECRET + "\":1}}",
                "{\"token\":\"" + token + "\",\"pid\":\"" + SECRET + "\",\"offset\":\"" + SECRET + "\"}",
                "[\"" + SECRET + "\"]",
                "{\"" + SECRET)) {
            var sid = open("");
            post(sid, "40" + auth);
            get(sid);
        }
        for (var query : List.of("&token=" + SECRET, "&token=" + forged)) {
            var sid = open(query);
            post(sid, "40");
            get(sid);
        }
    }

    private void events(String token) throws Exception {
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
            var sid = connected(token);
            post(sid, packets);
            get(sid);
        }
        var sid = connected(token);
        post(sid, String.join(RS, java.util.Collections.nCopies(40, "42[\"" + SECRET + "\",{}]")));
        get(sid);
    }

    private void eventsWithoutADatabase(String token) throws Exception {
        var sid = connected(token);
        post(sid, "42[\"message:send\",{\"channelId\":\"general\",\"content\":\"" + SECRET + "\"}]");
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        var heard = "";
        while (!heard.contains("UNAVAILABLE")) {
            assertTrue(System.nanoTime() < deadline, heard);
            heard = get(sid);
        }
        get("/readyz");
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

    private void shows(String message, String field) {
        assertTrue(
                lines.stream()
                        .filter(line -> line.getFormattedMessage().startsWith(message))
                        .map(line -> new String(
                                Logging.encoder(Settings.LogFormat.TEXT, new NodeName("node"), all.getLoggerContext())
                                        .encode(line),
                                UTF_8))
                        .anyMatch(line -> line.contains(field)),
                message + " with " + field);
    }

    private String connected(String token) throws Exception {
        var sid = open("");
        post(sid, "40{\"token\":\"" + token + "\"}");
        var heard = get(sid);
        while (!heard.contains("\"connected\"")) {
            assertFalse(heard.contains("44{"), heard);
            heard = get(sid);
        }
        return sid;
    }

    /// The address of a new session.
    private String open(String query) throws Exception {
        var path = "/socket.io/?EIO=4&transport=polling" + query;
        var opened = get(path);
        int start = opened.indexOf("\"sid\":\"") + 7;
        return path + "&sid=" + opened.substring(start, opened.indexOf('"', start));
    }

    private String get(String path) throws Exception {
        return send(request(path).GET());
    }

    private String post(String path, String body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + SECRET)
                .header("Cookie", "session=" + SECRET);
    }

    private String send(HttpRequest.Builder request) throws Exception {
        try {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException _) {
            return ""; // the server ended the connection: that is one of its answers
        }
    }

    private static String token(Settings settings) {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        return new Signer(settings.tokens(), Clock.systemUTC())
                .sign(new Principal("ann", "Ann " + SECRET, "acme", Set.of(), Role.MEMBER, expiry));
    }
}
