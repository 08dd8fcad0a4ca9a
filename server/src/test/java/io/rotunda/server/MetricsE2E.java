package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Prometheus reads of a running server.
class MetricsE2E {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-z_][a-z0-9_]*) .+");
    private static final Pattern LABELS = Pattern.compile("\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*}");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_][a-z0-9_]*)(" + LABELS.pattern() + ")? ([0-9.E+-]+|NaN)");

    @TempDir
    private static Path data;

    private static Settings settings;
    private static Rotunda rotunda;

    @BeforeAll
    static void start() throws Exception {
        Programs.linkInto(data);
        settings = Settings.load(Map.of("DATA_DIR", data.toString(), "PORT", "0", "SHUTDOWN_DRAIN_MS", "0"));
        rotunda = Rotunda.start(settings);
    }

    @AfterAll
    static void stop() {
        rotunda.close();
    }

    @Test
    void everyLineIsOneThatPrometheusReadsAndEveryNameIsExplainedOnce() throws Exception {
        var comments = new HashMap<String, Integer>();
        var text = text();
        assertTrue(text.endsWith("\n"));
        for (var line : text.lines().toList()) {
            var comment = COMMENT.matcher(line);
            if (comment.matches()) {
                comments.merge(comment.group(1) + " " + comment.group(2), 1, Integer::sum);
                continue;
            }
            var sample = SAMPLE.matcher(line);
            assertTrue(sample.matches(), line);
            var family = family(sample.group(1), comments);
            assertEquals(1, comments.get("HELP " + family), line);
            assertEquals(1, comments.get("TYPE " + family), line);
            assertTrue(family.startsWith("rotunda_"), line);
        }
    }

    @Test
    void whatHappensIsCounted() throws Exception {
        var before = samples();
        assertEquals(1, before.get("rotunda_database_up"));
        assertEquals(0, before.get("rotunda_draining"));
        for (var setting : Set.of("fsync", "full_page_writes", "synchronous_commit")) {
            assertEquals(1, before.get("rotunda_database_durable{setting=\"" + setting + "\"}"), setting);
        }
        var ann = connect();
        try {
            answer(
                    ann,
                    "message:send",
                    new JSONObject().put("channelId", "general").put("content", "hello"));
            answer(ann, "no:such:event", new JSONObject());
            var after = samples();
            assertEquals(1, after.get("rotunda_sessions"));
            assertEquals(1, after.get("rotunda_connections{transport=\"websocket\"}"));
            assertEquals(0, after.get("rotunda_connections{transport=\"polling\"}"));
            assertEquals(2, after.get("rotunda_rooms"), "the user's and the organization's");
            assertEquals(1, grown("rotunda_refusals_total{code=\"UNKNOWN_EVENT\"}", before, after));
            assertTrue(grown("rotunda_commit_batch_rows_count", before, after) >= 1);
            assertTrue(grown("rotunda_commit_seconds_count", before, after) >= 1);
            assertTrue(after.containsKey("rotunda_commit_seconds_bucket{le=\"0.01\"}"));
        } finally {
            ann.disconnect();
        }
    }

    private static double grown(String name, Map<String, Double> before, Map<String, Double> after) {
        return after.getOrDefault(name, -1.0) - before.getOrDefault(name, 0.0);
    }

    private static String family(String name, Map<String, Integer> comments) {
        for (var suffix : Set.of("_bucket", "_sum", "_count", "_max")) {
            var stem = name.replaceAll(suffix + "$", "");
            if (!comments.containsKey("TYPE " + name) && comments.containsKey("TYPE " + stem)) {
                return stem;
            }
        }
        return name;
    }

    private static Map<String, Double> samples() throws Exception {
        var samples = new HashMap<String, Double>();
        for (var line : text().lines().toList()) {
            if (!line.startsWith("#")) {
                int end = line.lastIndexOf(' ');
                samples.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
            }
        }
        return samples;
    }

    private static String text() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:" + rotunda.port() + "/metrics");
            var response = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8",
                    response.headers().firstValue("Content-Type").orElse(""));
            return response.body();
        }
    }

    private static Socket connect() throws Exception {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        var principal = new Principal("ann", "ann", "acme", Set.of(), Role.MEMBER, expiry);
        var token = new Signer(settings.tokens(), Clock.systemUTC()).sign(principal);
        var socket = IO.socket(
                URI.create("http://127.0.0.1:" + rotunda.port()),
                IO.Options.builder()
                        .setTransports(new String[] {"websocket"})
                        .setForceNew(true)
                        .setAuth(Map.of("token", token))
                        .build());
        var connected = new CompletableFuture<Object>();
        socket.on("connected", arguments -> connected.complete(arguments[0]));
        socket.connect();
        connected.get(20, TimeUnit.SECONDS);
        return socket;
    }

    private static void answer(Socket socket, String event, JSONObject payload) throws Exception {
        var answer = new CompletableFuture<Object>();
        socket.emit(event, new Object[] {payload}, (Ack) arguments -> answer.complete(arguments[0]));
        answer.get(20, TimeUnit.SECONDS);
    }
}
