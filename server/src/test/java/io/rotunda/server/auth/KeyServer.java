package io.rotunda.server.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An identity provider's endpoint, in the moods that such endpoints have.
final class KeyServer implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Mood mood = exchange -> exchange.sendResponseHeaders(404, -1);

    interface Mood {
        void answer(HttpExchange exchange) throws IOException;
    }

    KeyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                mood.answer(exchange);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys?api_key=$ecret");
    }

    int requests() {
        return requests.get();
    }

    void is(Mood next) {
        mood = next;
    }

    void answers(int status, String body) {
        mood = exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    void publishes(String... jwks) {
        answers(200, Forge.jwks(jwks));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
