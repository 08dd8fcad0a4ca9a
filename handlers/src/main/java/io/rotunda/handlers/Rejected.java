package io.rotunda.handlers;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a client or a back end did wrong, or may not do. Thrown anywhere in a handler, answered in one
/// place. The message is public: it names the field at fault and quotes nothing that was sent.
public final class Rejected extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String publicMessage;
    private final @Nullable Long retryAfterMs;

    Rejected(ErrorCode code, String publicMessage) {
        this(code, publicMessage, null);
    }

    private Rejected(ErrorCode code, String publicMessage, @Nullable Long retryAfterMs) {
        super(publicMessage, null, false, false);
        this.code = code;
        this.publicMessage = publicMessage;
        this.retryAfterMs = retryAfterMs;
    }

    /// Too many of something; there is room for one more after a while.
    static Rejected tooMany(String publicMessage, Duration retryAfter) {
        return new Rejected(ErrorCode.RATE_LIMIT_EXCEEDED, publicMessage, Math.max(1, retryAfter.toMillis()));
    }

    /// One field of the payload is at fault.
    static Rejected field(String name, String problem) {
        return new Rejected(ErrorCode.VALIDATION_ERROR, name + ": " + problem);
    }

    /// The same for a field that is inside others.
    ///
    /// @param path of what the field is in, as it stands before the field's name
    Rejected inside(String path) {
        return new Rejected(code, path + publicMessage, retryAfterMs);
    }

    public ErrorCode code() {
        return code;
    }

    public String publicMessage() {
        return publicMessage;
    }

    /// When to try again; null where that does not help.
    public @Nullable Long retryAfterMs() {
        return retryAfterMs;
    }
}
