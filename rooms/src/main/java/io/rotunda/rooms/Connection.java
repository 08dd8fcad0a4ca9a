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
    ///
    /// @param position where the event stands in what the lane tells, for [#offset]; 0 if it has no position
    void deliver(Frame frame, long position);

    /// Whether what is delivered may still arrive. Called on [#lane] only.
    default boolean open() {
        return true;
    }

    /// What a client is given with an event, and shows when it comes back: the same for all on the lane.
    static String offset(Lane lane, long position) {
        return Offset.text(lane.index(), position);
    }

    /// Cuts the connection, from any thread; idempotent. The client takes it for a lost network: it
    /// comes back by itself and recovers.
    void close();

    /// Tells the client that it is disconnected on purpose, after everything sent before, then closes,
    /// from any thread; idempotent. The client does not come back by itself.
    void disconnect();
}
