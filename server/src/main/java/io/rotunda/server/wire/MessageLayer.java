package io.rotunda.server.wire;

/// What speaks over an Engine.IO session. Called on the session's loop only.
interface MessageLayer {

    /// A text message from the client: an Engine.IO packet, whose data begins at index 1.
    void text(byte[] packet);

    /// A binary message from the client.
    void binary(byte[] data);

    /// The server is about to go: nobody new is let in.
    ///
    /// @return whether anybody is in
    boolean lastCall();

    /// Runs `then` on the loop once all that came so far was handled, and what it had to say was sent.
    void settle(Runnable then);

    /// The session is over; the last call.
    void closed(String reason);

    /// Makes the layer of a session that was just opened.
    @FunctionalInterface
    interface Factory {
        MessageLayer open(EngineSession session, Handshake handshake);
    }
}
