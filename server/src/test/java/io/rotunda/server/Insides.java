package io.rotunda.server;

import io.rotunda.handlers.Backend;
import io.rotunda.server.wire.Wire;

/// What a test of another package may ask a server that runs in this process.
public final class Insides {
    private Insides() {}

    public static Wire wire(Rotunda rotunda) {
        return rotunda.wire();
    }

    public static Backend backend(Rotunda rotunda) {
        return rotunda.backend();
    }
}
