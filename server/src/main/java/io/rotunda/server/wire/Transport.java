package io.rotunda.server.wire;

import io.rotunda.rooms.Frame;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// How the packets of one session reach its client. Called on the session's loop only.
/// What is written goes out in order, at the end of the loop's turn.
sealed interface Transport permits PollingTransport, WebSocketTransport {

    /// Writes an event of the main namespace, and its position if that is not 0.
    void deliver(Frame frame, long position);

    /// Writes an Engine.IO packet: its type and data, in UTF-8.
    void text(byte[] packet);

    /// Writes a binary message.
    void binary(byte[] data);

    /// Sends what was written; called by the loop.
    void flush();

    /// Who is at the other end; null while nobody is.
    @Nullable
    SocketAddress peer();

    /// Stops or resumes taking packets from the client.
    void reading(boolean wanted);

    /// Closes after what was written has been sent.
    void end();

    /// Closes after what was written has been sent, so that the client takes it for a lost connection and comes back
    /// by itself; the session hears of the end when the client has gone.
    void leave();

    /// Closes now; what was written and not sent is lost.
    void cut();
}
