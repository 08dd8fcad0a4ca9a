package io.rotunda.handlers;

import java.io.Serial;

/// What came is no event at all: not an array that starts with an event's name. There is nobody to
/// answer to; the transport closes the connection, as the reference server does.
public final class Malformed extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param reason for the log: free of content
    Malformed(String reason) {
        super(reason, null, false, false);
    }
}
