package io.rotunda.server.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// What the first HTTP request of a session said, as far as it matters later. Holds secrets: not for logs.
///
/// @param authorization the `Authorization` header
/// @param queryToken the `token` parameter of the query string
/// @param peer where the connection came from; null if that is not known any more
public record Handshake(
        @Nullable String authorization,
        @Nullable String queryToken,
        @Nullable SocketAddress peer) {
    static final Handshake NONE = new Handshake(null, null, null);

    /// The address of whoever connected: a proxy's, if there is one.
    public @Nullable InetAddress from() {
        return peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    @Override
    public String toString() {
        return "Handshake";
    }
}
