package io.rotunda.server.admin;

import io.rotunda.server.wire.Link;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How one client was when it was looked at.
///
/// @param link null if it does not come over the wire
/// @param rooms as [RoomLabel] names them
record Look(@Nullable Link link, Set<String> rooms) {
    String transport() {
        return link != null && link.polling() ? "polling" : "websocket";
    }

    @Nullable
    InetAddress from() {
        return link == null ? null : link.from();
    }
}
