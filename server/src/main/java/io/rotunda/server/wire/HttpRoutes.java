package io.rotunda.server.wire;

/// Answers the requests that belong to no Engine.IO path.
@FunctionalInterface
public interface HttpRoutes {

    /// Answers, now or later. Called on an event loop: must not block.
    void handle(HttpExchange exchange);

    /// What a request is answered whose address cannot be decoded.
    ///
    /// @param target the address as it came
    default HttpFault unreadable(String target) {
        return HttpFault.badRequest("400 Bad Request");
    }

    /// What becomes of the body of a request, of which only the head has come; not asked where none is announced.
    /// Called on an event loop: must not block, nor answer.
    default Reception receive(HttpExchange exchange) {
        return Reception.USUAL;
    }
}
