package io.rotunda.server.emitters;

import java.util.Locale;

/// By which way something came.
public enum Source {
    /// `@socket.io/redis-emitter` and its ports: events.
    EVENT,
    /// The same: what is to be done to sockets.
    REQUEST,
    /// python-socketio.
    PYTHON,
    /// The emitter for streams.
    STREAM;

    /// As it is counted.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
