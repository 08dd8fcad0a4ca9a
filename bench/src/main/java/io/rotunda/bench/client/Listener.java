package io.rotunda.bench.client;

/// What a scenario hears of its clients, on the event loop.
public interface Listener {
    /// An event of the server. The bytes are valid during the call only.
    ///
    /// @param from where the event's name begins, after its quotation mark
    /// @param to the end of the packet
    /// @param now when the bytes were read, as [System#nanoTime]
    void event(Client client, byte[] bytes, int from, int to, long now);

    /// The answer to an event that was sent with an acknowledgement, other than the one to the first join.
    default void acknowledged(Client client, byte[] bytes, int from, int to, long now) {}
}
