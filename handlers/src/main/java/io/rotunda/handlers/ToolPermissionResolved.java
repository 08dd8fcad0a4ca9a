package io.rotunda.handlers;

import org.jspecify.annotations.Nullable;

/// `tool:permission:resolved`: a request is decided. The user's sockets hear it, and so does who asked.
///
/// @param reason the user's own; `timeout` if nobody answered, `withdrawn` if who asked no longer wants to know
/// @param resolvedBy the user's id; null if nobody answered
public record ToolPermissionResolved(
        String requestId,
        boolean approved,
        @Nullable String reason,
        @Nullable String resolvedBy) implements Outgoing {
    static final String WITHDRAWN = "withdrawn";

    /// Whether it was taken back: neither the user nor the time has decided.
    boolean withdrawn() {
        return resolvedBy == null && WITHDRAWN.equals(reason);
    }

    @Override
    public String eventName() {
        return "tool:permission:resolved";
    }
}
