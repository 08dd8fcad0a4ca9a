package io.rotunda.persistence;

import java.io.Serial;
import java.time.Duration;

/// The database cannot be reached, or does not take more at the moment. Nothing is known to be kept;
/// trying again later is right.
public final class Unavailable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;
    private final boolean inDoubt;

    /// @param reason for the log: free of content
    /// @param retryAfter when trying again makes sense
    public Unavailable(String reason, Duration retryAfter) {
        this(reason, retryAfter, false);
    }

    /// @param inDoubt whether what was asked for may have been done all the same
    Unavailable(String reason, Duration retryAfter, boolean inDoubt) {
        super(reason, null, false, false);
        this.retryAfter = retryAfter;
        this.inDoubt = inDoubt;
    }

    boolean inDoubt() {
        return inDoubt;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
