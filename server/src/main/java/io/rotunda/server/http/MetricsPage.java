package io.rotunda.server.http;

import io.netty.handler.codec.http.HttpMethod;
import io.rotunda.handlers.Faults;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpRoutes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/metrics`: for who has an API key; without any keys for programs on this machine.
public final class MetricsPage implements HttpRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsPage.class);
    private static final String PATH = "/metrics";

    private final Supplier<String> text;
    private final ApiKeys keys;
    private final HttpRoutes rest;

    /// @param text what is measured, as Prometheus reads it; may block
    /// @param rest answers every other path
    public MetricsPage(Supplier<String> text, List<ApiKey> keys, HttpRoutes rest) {
        this.text = text;
        this.keys = new ApiKeys(keys);
        this.rest = rest;
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.path().equals(PATH)) {
            rest.handle(exchange);
        } else if (!exchange.method().equals(HttpMethod.GET)
                && !exchange.method().equals(HttpMethod.HEAD)) {
            exchange.answer("405 Method Not Allowed", "text/plain", "Allow: GET, HEAD\r\n", new byte[0]);
        } else if (!known(exchange)) {
            exchange.json(
                    "403 Forbidden",
                    "{\"success\":false,\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"an API key is needed here\"}}");
        } else {
            Thread.startVirtualThread(() -> answer(exchange));
        }
    }

    private void answer(HttpExchange exchange) {
        byte[] measured;
        try {
            measured = text.get().getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            LOG.error("something cannot be measured", Faults.unquoted(e));
            exchange.answer("500 Internal Server Error", "text/plain", "", new byte[0]);
            return;
        }
        exchange.answer("200 OK", "text/plain; version=0.0.4; charset=utf-8", "", measured);
    }

    private boolean known(HttpExchange exchange) {
        return keys.none() ? exchange.local() : keys.hold(ApiKeys.bearer(exchange));
    }
}
