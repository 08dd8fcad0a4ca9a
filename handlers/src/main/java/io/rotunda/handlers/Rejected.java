package io.rotunda.handlers;

import java.io.Serial;

/// What a client did wrong, or may not do. Thrown anywhere in a handler, answered in one place. The
/// message is public: it names the field at fault and quotes nothing that the client sent.
final class Rejected extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String publicMessage;

    Rejected(ErrorCode code, String publicMessage) {
        super(publicMessage, null, false, false);
        this.code = code;
        this.publicMessage = publicMessage;
    }

    /// One field of the payload is at fault.
    static Rejected field(String name, String problem) {
        return new Rejected(ErrorCode.VALIDATION_ERROR, name + ": " + problem);
    }

    ErrorCode code() {
        return code;
    }

    String publicMessage() {
        return publicMessage;
    }
}
