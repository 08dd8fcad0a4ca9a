package io.rotunda.server.admin;

import io.rotunda.server.wire.Socket;
import java.time.Instant;
import java.util.List;

/// One operator who looks.
final class Watcher {
    private final Socket socket;
    private final Instant until;
    private boolean caughtUp;

    /// @param until when the password is asked for again
    Watcher(Socket socket, Instant until) {
        this.socket = socket;
        this.until = until;
    }

    void tell(byte[] event) {
        socket.emit(event, List.of());
    }

    boolean over(Instant now) {
        return !until.isAfter(now);
    }

    /// Cuts the connection, not more: the page comes back by itself, and asks for the password.
    void end() {
        socket.close();
    }

    /// Whether it was told everything once, and is told of changes.
    boolean caughtUp() {
        return caughtUp;
    }

    void catchUp(byte[] everything) {
        tell(everything);
        caughtUp = true;
    }
}
