package io.rotunda.bench.client;

/// A transport of Engine.IO below one client.
interface Link {
    void open();

    /// Sends one Engine.IO packet.
    void send(byte[] packet);

    /// Ends the connection without a farewell.
    void close();
}
