package io.rotunda.server.wire;

/// What becomes of a request's body, decided when its head has come and nothing of the body was kept or asked for.
public sealed interface Reception {

    /// It is kept until it is whole, if it is not too large, and then handed on with the request.
    ///
    /// @param tooLarge the answer if it is
    record Whole(HttpFault tooLarge) implements Reception {}

    /// The request is handed on at once, and the body as it comes: [HttpExchange#body].
    record AsItComes() implements Reception {}

    /// Nobody wants it.
    record Refused(HttpFault fault) implements Reception {}

    /// As for whatever clients send.
    Reception USUAL = new Whole(HttpFault.TOO_LARGE);
}
