package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// `error`: an event of this socket failed, or the server ends the session.
///
/// @param failedEvent the name of the event that failed
/// @param retryAfterMs left out where trying again does not help
/// @param optimisticId the sender's own name for what failed; left out where there is none
record Failure(
        ErrorCode code,
        String message,
        @JsonProperty("event") @Nullable String failedEvent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long retryAfterMs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String optimisticId)
        implements Outgoing {

    @Override
    public String eventName() {
        return "error";
    }

    /// The acknowledgement that says the same.
    Refusal refusal() {
        return new Refusal(false, new Reason(code, message, retryAfterMs));
    }

    record Refusal(boolean success, Reason error) implements Payload {}

    record Reason(
            ErrorCode code,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long retryAfterMs) {}
}
