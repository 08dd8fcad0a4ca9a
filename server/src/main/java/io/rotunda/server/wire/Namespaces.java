package io.rotunda.server.wire;

import org.jspecify.annotations.Nullable;

/// The namespaces that clients may connect to.
@FunctionalInterface
public interface Namespaces {
    /// The namespace that every client uses if it names none.
    String MAIN = "/";

    /// The namespace called `name`, or null if there is none.
    @Nullable
    Namespace find(String name);

    /// One namespace.
    @FunctionalInterface
    interface Namespace {

        /// A client asks to connect. Answer with [Socket#accept] or [Socket#refuse], now or later; until
        /// then no event of that client is looked at. Runs on the socket's mailbox: it may block.
        ///
        /// @param auth the JSON object that came with the CONNECT, in UTF-8, not parsed; empty if none came
        /// @throws MalformedPacket if `auth` is no JSON object: the connection is closed
        void connect(Socket socket, Handshake handshake, byte[] auth) throws MalformedPacket;
    }
}
