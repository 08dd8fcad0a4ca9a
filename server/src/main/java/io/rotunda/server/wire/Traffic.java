package io.rotunda.server.wire;

import java.util.concurrent.atomic.AtomicLong;

/// How much clients of one loop sent and were sent: packets as they are, without frames and headers. Counted on the
/// loop, where no other thread counts; read from anywhere.
final class Traffic {
    private final AtomicLong in = new AtomicLong();
    private final AtomicLong out = new AtomicLong();

    void received(int bytes) {
        in.setOpaque(in.getPlain() + bytes);
    }

    void sent(int bytes) {
        out.setOpaque(out.getPlain() + bytes);
    }

    long bytesIn() {
        return in.getOpaque();
    }

    long bytesOut() {
        return out.getOpaque();
    }
}
