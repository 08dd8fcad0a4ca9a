package io.rotunda.server.wire;

/// Answers the requests that belong to no Engine.IO path.
@FunctionalInterface
public interface HttpRoutes {

    /// Answers, now or later. Called on an event loop: must not block.
    void handle(HttpExchange exchange);
}
