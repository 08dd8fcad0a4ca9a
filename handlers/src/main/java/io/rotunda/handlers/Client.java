package io.rotunda.handlers;

import io.rotunda.rooms.Connection;

/// The connection of one client, as its session sees it.
public interface Client extends Connection {

    /// Runs `task` on a virtual thread after everything that this client sent before; one at a time.
    /// Any thread. Tasks still run after the client has gone.
    void execute(Runnable task);
}
