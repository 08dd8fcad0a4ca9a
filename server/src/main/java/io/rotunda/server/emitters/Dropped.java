package io.rotunda.server.emitters;

import java.io.Serial;

/// What came is not done. Says nothing of what it was.
final class Dropped extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    Dropped(Reason reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    static Dropped malformed() {
        return new Dropped(Reason.MALFORMED);
    }

    Reason reason() {
        return reason;
    }
}
