package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A server in this process with all that is measured, its clients, and what Prometheus reads of it. It lives as long
/// as the tests of the class that registers it.
final class ObservedServer implements BeforeAllCallback, AfterAllCallback {
    /// What is measured of webhooks and Redis is there while nobody answers, too.
    private static final String NOBODY = "http://127.0.0.1:1";

    private final Supplier<Path> data;
    private @Nullable Settings settings;
    private @Nullable Rotunda rotunda;

    ObservedServer(Supplier<Path> data) {
        this.data = data;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Programs.linkInto(data.get());
        var settings = Settings.load(Map.of(
                "DATA_DIR", data.get().toString(),
                "PORT", "0",
                "WEBHOOK_URL", NOBODY + "/hooks",
                "WEBHOOK_SECRET", "a secret of 32 bytes and more, of the webhooks",
                "REDIS_URL", NOBODY.replace("http", "redis"),
                "EMITTERS", "true",
                "ADMIN_USERNAME", "operator",
                "ADMIN_PASSWORD_BCRYPT", "$2a$04$Pi7K6sHooJD0l0leAlIsIOIoj.cEwT/cRktLIZA3vHsbZYW8CKJn.",
                "SHUTDOWN_DRAIN_MS", "0"));
        this.settings = settings;
        rotunda = Rotunda.start(settings);
    }

    JavaClient connect(String userId) throws Exception {
        var token = JavaClient.token(Objects.requireNonNull(settings), userId, "acme");
        return new JavaClient(rotunda().port(), token, "websocket");
    }

    /// Enters a channel, says something there, and something that nobody knows.
    static void talk(JavaClient client) throws Exception {
        client.answer("channel:join", "{'channelId':'general'}");
        client.answer("message:send", "{'channelId':'general','content':'hello'}");
        client.answer("no:such:event", "{}");
    }

    /// What `/metrics` says.
    String text() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + rotunda().port() + "/metrics"))
                            .build(),
                    BodyHandlers.ofString());
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

    private Rotunda rotunda() {
        return Objects.requireNonNull(rotunda);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        rotunda().close();
    }
}
