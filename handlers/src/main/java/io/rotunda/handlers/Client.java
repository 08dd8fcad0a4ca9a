package io.rotunda.handlers;

import io.rotunda.rooms.Connection;
import org.jspecify.annotations.Nullable;

/// The connection of one client, as its session sees it.
public interface Client extends Connection {

    /// Why the connection of one went that did not read what it was sent, as operators are told.
    String TOO_SLOW = "too slow";

    /// Runs `task` on a virtual thread after everything that this client sent before; one at a time.
    /// Any thread. Tasks still run after the client has gone.
    void execute(Runnable task);

    /// Whether the client is known to have gone, though what it sent may still be handled. Any thread.
    boolean gone();

    /// Answers the CONNECT. On [#lane], once. Nothing was delivered before, but what a client missed that comes
    /// back.
    ///
    /// @param id what this connection is known by from here on
    /// @param pid what the client comes back with: a secret; null if it cannot come back
    void accepted(String id, @Nullable String pid);
}
