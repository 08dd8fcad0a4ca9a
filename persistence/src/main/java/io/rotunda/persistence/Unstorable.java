package io.rotunda.persistence;

import java.io.Serial;

/// The database takes this one thing never, whoever asks how often: a fault of whoever made it.
public final class Unstorable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param reason for the log: free of content
    public Unstorable(String reason) {
        super(reason);
    }
}
