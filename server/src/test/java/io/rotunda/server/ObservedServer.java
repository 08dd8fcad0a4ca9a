package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.json.JSONObject;

/// A server in this process with all that is measured, its clients, and what Prometheus reads of it.
final class ObservedServer implements AutoCloseable {
    /// What is measured of webhooks and Redis is there while nobody answers, too.
    private static final String NOBODY = "http://127.0.0.1:1";

    private final Settings settings;
    private final Rotunda rotunda;

    ObservedServer(Path data) throws Exception {
        Programs.linkInto(data);
        settings = Settings.load(Map.of(
                "DATA_DIR", data.toString(),
                "PORT", "0",
                "WEBHOOK_URL", NOBODY + "/hooks",
                "WEBHOOK_SECRET", "a secret of 32 bytes and more, of the webhooks",
                "REDIS_URL", NOBODY.replace("http", "redis"),
                "EMITTERS", "true",
                "ADMIN_USERNAME", "operator",
                "ADMIN_PASSWORD_BCRYPT", "$2a$04$Pi7K6sHooJD0l0leAlIsIOIoj.cEwT/cRktLIZA3vHsbZYW8CKJn.",
                "SHUTDOWN_DRAIN_MS", "0"));
        rotunda = Rotunda.start(settings);
    }

    String address() {
        return "http://127.0.0.1:" + rotunda.port();
    }

    String token(String userId) {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        var principal = new Principal(userId, userId, "acme", Set.of(), Role.MEMBER, expiry);
        return new Signer(settings.tokens(), Clock.systemUTC()).sign(principal);
    }

    /// A client that has heard `connected`.
    Socket connect(String userId) throws Exception {
        var socket = IO.socket(
                URI.create(address()),
                IO.Options.builder()
                        .setTransports(new String[] {"websocket"})
                        .setForceNew(true)
                        .setAuth(Map.of("token", token(userId)))
                        .build());
        var connected = new CompletableFuture<Object>();
        socket.on("connected", arguments -> connected.complete(arguments[0]));
        socket.connect();
        connected.get(20, TimeUnit.SECONDS);
        return socket;
    }

    static void answer(Socket socket, String event, JSONObject payload) throws Exception {
        var answer = new CompletableFuture<Object>();
        socket.emit(event, new Object[] {payload}, (Ack) arguments -> answer.complete(arguments[0]));
        answer.get(20, TimeUnit.SECONDS);
    }

    /// What `/metrics` says.
    String text() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(address() + "/metrics")).build(), BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8",
                    response.headers().firstValue("Content-Type").orElse(""));
            return response.body();
        }
    }

    /// The same by name and labels.
    Map<String, Double> samples() throws Exception {
        var samples = new HashMap<String, Double>();
        for (var line : text().lines().toList()) {
            if (!line.startsWith("#")) {
                int end = line.lastIndexOf(' ');
                samples.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
            }
        }
        return samples;
    }

    @Override
    public void close() {
        rotunda.close();
    }
}
