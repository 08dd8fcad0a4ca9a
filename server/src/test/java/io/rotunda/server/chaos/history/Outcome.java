package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// What the sender of one message was told.
sealed interface Outcome {
    /// It is kept.
    record Kept(JsonNode answer) implements Outcome {}

    /// It is not, and never will be.
    record Refused(String code) implements Outcome {}

    /// It may be kept or not.
    record Open() implements Outcome {}

    /// After these the same request may succeed, or have succeeded.
    Set<String> OPEN_CODES = Set.of("UNAVAILABLE", "INTERNAL", "RATE_LIMIT_EXCEEDED", "TOKEN_EXPIRED");

    static Outcome of(String code) {
        return OPEN_CODES.contains(code) ? new Open() : new Refused(code);
    }

    /// What a successful answer says of one message of those that were sent with the request.
    static Outcome of(Line.Ok ok, Sending sending) {
        if (!sending.invoke().event().equals("message:send_queued")) {
            return new Kept(ok.answer());
        }
        var result = ok.answer().path("results").path(sending.index());
        return result.path("success").asBoolean()
                ? new Kept(result)
                : of(result.path("error").path("code").asText());
    }
}
