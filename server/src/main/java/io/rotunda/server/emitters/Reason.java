package io.rotunda.server.emitters;

import java.util.Locale;

/// Why something that came from an emitter was dropped.
public enum Reason {
    /// It is not in the format that belongs there.
    MALFORMED,
    /// A Python object, as python-socketio wrote them before 5.14: reading one runs what it says.
    PICKLE,
    /// More than any event may be.
    TOO_LARGE,
    /// Its namespace is no organization, or not the one of the channel that it came by.
    NAMESPACE,
    /// It asks for what only servers of Socket.IO do among themselves.
    UNSUPPORTED,
    /// The event, or whom it is for, is not for back ends.
    REJECTED,
    /// So much came at once that it could not wait.
    OVERFLOW,
    /// A fault of ours.
    FAULT;

    /// As it is counted.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
