package io.rotunda.server.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// How a client is connected.
///
/// @param polling whether it has not changed to a WebSocket
/// @param from the address of whoever connected: a proxy's, if there is one; null between two polls
public record Link(boolean polling, @Nullable InetAddress from) {
    static Link of(boolean polling, @Nullable SocketAddress peer) {
        return new Link(polling, peer instanceof InetSocketAddress inet ? inet.getAddress() : null);
    }
}
