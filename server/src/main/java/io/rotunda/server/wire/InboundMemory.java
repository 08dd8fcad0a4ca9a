package io.rotunda.server.wire;

import java.util.concurrent.atomic.AtomicLong;

/// What all clients of this node have begun to send and not ended. Any thread.
final class InboundMemory {
    private final long plenty;
    private final AtomicLong bytes = new AtomicLong();

    /// @param plenty how much may be there before somebody has to go
    InboundMemory(long plenty) {
        this.plenty = plenty;
    }

    void changed(long by) {
        bytes.addAndGet(by);
    }

    boolean scarce() {
        return bytes.get() > plenty;
    }

    long bytes() {
        return bytes.get();
    }
}
