package io.rotunda.server.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/// Who is told by webhooks, in the moods that such servers have.
final class ReceiverServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final int OK = 204;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Event> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Event> accepted = new LinkedBlockingQueue<>();
    private volatile ToIntFunction<Event> mood = _ -> OK;

    /// @param json what was told
    /// @param body the same, as it came
    record Event(String path, JsonNode json, String body, String signature) {
        String id() {
            return json.path("id").asText();
        }

        String type() {
            return json.path("type").asText();
        }

        String room() {
            return json.path("room").asText();
        }

        long seq() {
            return json.path("seq").asLong();
        }

        String content() {
            return json.at("/data/content").asText();
        }
    }

    ReceiverServer() throws IOException {
        this(0);
    }

    /// @param port where nobody listens
    ReceiverServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                var event = new Event(
                        exchange.getRequestURI().toString(),
                        JSON.readTree(body),
                        body,
                        exchange.getRequestHeaders().getFirst(Signature.HEADER));
                received.add(event);
                int status = mood.applyAsInt(event);
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
                if (status / 100 == 2) {
                    accepted.add(event);
                }
            }
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/hooks?from=rotunda");
    }

    /// With what status each event is answered from now on.
    void answers(ToIntFunction<Event> status) {
        mood = status;
    }

    void accepts() {
        answers(_ -> OK);
    }

    /// Everything that came, accepted or not.
    List<Event> received() {
        return received;
    }

    /// The next that is accepted.
    Event next() throws InterruptedException {
        return Objects.requireNonNull(
                accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "nothing was accepted of " + received);
    }

    /// Everything that was accepted and not asked for.
    List<Event> rest() {
        return List.copyOf(accepted);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
