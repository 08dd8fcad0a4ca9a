package io.rotunda.handlers;

import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A permission that a back end has asked a user for. Any thread.
public final class PendingPermission {
    private final ToolPermissions permissions;
    private final RoomId.User user;
    private final String requestId;
    private final Instant expiresAt;
    private final Frame frame;
    private final CompletableFuture<ToolPermissionResolved> decision = new CompletableFuture<>();

    PendingPermission(ToolPermissions permissions, RoomId.User user, ToolPermissionRequest request) {
        this.permissions = permissions;
        this.user = user;
        this.requestId = request.requestId();
        this.expiresAt = request.expiresAt();
        this.frame = request.frame();
    }

    public String requestId() {
        return requestId;
    }

    /// Completes once, never with a failure: a request that nobody answers is denied in the end. What is chained
    /// to it runs on the thread of whoever decides, so it must not block.
    public CompletionStage<ToolPermissionResolved> decision() {
        return decision.minimalCompletionStage();
    }

    /// Who asked no longer wants to know. Does nothing if it is decided.
    public void withdraw() {
        permissions.withdraw(this);
    }

    RoomId.User user() {
        return user;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /// The request, as the user's sockets are told it.
    Frame frame() {
        return frame;
    }

    /// Never under a lock: it runs what was chained to the decision.
    void complete(ToolPermissionResolved resolved) {
        decision.complete(resolved);
    }
}
