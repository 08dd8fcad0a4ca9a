package io.rotunda.server.http;

import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpRoutes;
import java.util.function.BooleanSupplier;

/// Every path that is answered over plain HTTP.
public final class Endpoints implements HttpRoutes {
    private final BooleanSupplier draining;
    private final BooleanSupplier ready;
    private final HttpRoutes site;

    /// @param draining whether the server is about to go
    /// @param ready whether clients can be served now; may block
    /// @param site answers what is none of the endpoints
    public Endpoints(BooleanSupplier draining, BooleanSupplier ready, HttpRoutes site) {
        this.draining = draining;
        this.ready = ready;
        this.site = site;
    }

    @Override
    public void handle(HttpExchange exchange) {
        switch (exchange.path()) {
            case "/healthz" -> exchange.json("200 OK", "{\"status\":\"alive\"}");
            case "/readyz" -> Thread.startVirtualThread(() -> answerReady(exchange));
            default -> site.handle(exchange);
        }
    }

    private void answerReady(HttpExchange exchange) {
        if (draining.getAsBoolean()) {
            exchange.json("503 Service Unavailable", "{\"status\":\"draining\"}");
        } else if (ready.getAsBoolean()) {
            exchange.json("200 OK", "{\"status\":\"ready\"}");
        } else {
            exchange.json("503 Service Unavailable", "{\"status\":\"not ready\"}");
        }
    }
}
