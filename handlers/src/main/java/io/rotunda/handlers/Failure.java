package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rotunda.persistence.Unavailable;
import java.util.function.Function;
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

    static Failure of(Reason reason, String event, @Nullable String optimisticId) {
        return new Failure(reason.code(), reason.message(), event, reason.retryAfterMs(), optimisticId);
    }

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
            Long retryAfterMs) {

        /// What a client is told of what went wrong. A fault of ours is logged.
        static Reason of(Throwable failure, String event, Session session) {
            return of(failure, fault -> Faults.log(fault, event, session));
        }

        /// @param log writes down a fault of ours, and returns its id
        static Reason of(Throwable failure, Function<Throwable, String> log) {
            return switch (failure) {
                case Rejected rejected ->
                    new Reason(rejected.code(), rejected.publicMessage(), rejected.retryAfterMs());
                case Unavailable unavailable ->
                    new Reason(
                            ErrorCode.UNAVAILABLE,
                            "try again later",
                            Math.max(1, unavailable.retryAfter().toMillis()));
                default -> {
                    var id = log.apply(failure);
                    yield new Reason(ErrorCode.INTERNAL, "a fault of the server, logged as " + id, null);
                }
            };
        }
    }
}
