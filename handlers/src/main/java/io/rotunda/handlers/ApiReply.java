package io.rotunda.handlers;

import org.jspecify.annotations.Nullable;

/// The answer to a call.
///
/// @param status as HTTP counts
/// @param retryAfterMs null where trying again does not help
public record ApiReply(int status, byte[] json, @Nullable Long retryAfterMs) {

    static ApiReply of(Ack.Now ack) {
        return new ApiReply(200, ack.json(), null);
    }

    static ApiReply of(Failure.Reason reason) {
        var json = new Failure.Refusal(false, reason).json();
        return new ApiReply(status(reason.code()), json, reason.retryAfterMs());
    }

    /// A refusal for a reason that only whoever carries the calls knows of.
    ///
    /// @param retryAfterMs null where trying again does not help
    public static ApiReply refusal(ErrorCode code, String message, @Nullable Long retryAfterMs) {
        return of(new Failure.Reason(code, message, retryAfterMs));
    }

    /// One for a token or key that proves nobody.
    public static ApiReply refusal(Tokens.Reason reason, String message) {
        var json = new Unproved(false, new Unproved.Reason(reason, message)).json();
        return reason == Tokens.Reason.AUTH_UNAVAILABLE || reason == Tokens.Reason.OVERLOADED
                ? new ApiReply(503, json, 1000L)
                : new ApiReply(401, json, null);
    }

    /// No default: a new code does not compile until somebody decides.
    static int status(ErrorCode code) {
        return switch (code) {
            case VALIDATION_ERROR, UNKNOWN_EVENT -> 400;
            case TOKEN_EXPIRED -> 401;
            case FORBIDDEN, NOT_IN_ROOM -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case PAYLOAD_TOO_LARGE -> 413;
            case RATE_LIMIT_EXCEEDED -> 429;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }

    private record Unproved(boolean success, Reason error) implements Payload {
        private record Reason(Tokens.Reason code, String message) {}
    }
}
