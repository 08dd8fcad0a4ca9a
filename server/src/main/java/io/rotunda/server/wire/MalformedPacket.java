package io.rotunda.server.wire;

import java.io.Serial;

/// A client sent what no Socket.IO client sends: its connection is closed.
public final class MalformedPacket extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public MalformedPacket() {
        super("malformed packet", null, false, false);
    }
}
