package io.rotunda.rooms;

/// One client that rooms deliver to, whatever protocol it speaks.
public interface Connection {

    /// The id that the client knows this connection by; unique, not guessable.
    String id();

    /// Whose connection it is, from the verified token; always the same.
    RoomId.User user();

    /// Where this connection's deliveries run; never changes.
    Lane lane();

    /// Hands over one event. Called on [#lane] only, in order. Never blocks: a client that does not
    /// read is disconnected when it is too far behind.
    void deliver(Frame frame);

    /// Delivers from any thread, after everything that was delivered from this thread before.
    default void send(Frame frame) {
        lane().execute(() -> deliver(frame));
    }

    /// Cuts the connection, from any thread; idempotent. The client takes it for a lost network: it
    /// comes back by itself and recovers.
    void close();

    /// Tells the client that it is disconnected on purpose, after everything sent before, then closes,
    /// from any thread; idempotent. The client does not come back by itself.
    void disconnect();
}
