package io.rotunda.server.admin;

import java.util.ArrayList;
import java.util.List;

/// What operators are told at one time: what does not fit waits for the next.
final class Changes {
    private final boolean heard;
    private final int maxBytes;
    private final List<byte[]> packets = new ArrayList<>();
    private int bytes;

    private Changes(boolean heard, int maxBytes) {
        this.heard = heard;
        this.maxBytes = maxBytes;
    }

    static Changes upTo(int bytes) {
        return new Changes(true, bytes);
    }

    /// While nobody is told of single changes there is no end to them.
    static Changes unheard() {
        return new Changes(false, Integer.MAX_VALUE);
    }

    boolean full() {
        return bytes >= maxBytes;
    }

    void add(String event, Object... arguments) {
        if (heard) {
            var packet = AdminJson.event(event, arguments);
            packets.add(packet);
            bytes += packet.length;
        }
    }

    List<byte[]> packets() {
        return packets;
    }
}
