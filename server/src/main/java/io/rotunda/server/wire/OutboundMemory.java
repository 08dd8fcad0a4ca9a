package io.rotunda.server.wire;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What waits to be sent to all clients of this node together, as far as they leave it unread. Any thread.
final class OutboundMemory {
    /// What a client may leave unread when all of them together leave too much: more than a busy client is behind
    /// for a moment, and so little that ten thousand of them fit into a small memory.
    static final int SCARCE_BYTES = 64 << 10;

    private final long plenty;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder cut = new LongAdder();

    /// @param plenty how much may wait before the slowest have to go
    OutboundMemory(long plenty) {
        this.plenty = plenty;
    }

    void changed(long by) {
        if (by != 0) {
            bytes.addAndGet(by);
        }
    }

    boolean scarce() {
        return bytes.get() > plenty;
    }

    /// What one client may leave unread now.
    ///
    /// @param usual what it may when there is plenty
    int bound(int usual) {
        return scarce() ? Math.min(usual, SCARCE_BYTES) : usual;
    }

    /// A client was cut because it did not read.
    void cutOne() {
        cut.increment();
        SlowConsumerCut.record(scarce());
    }

    /// What waits now. Bytes that clients share are counted for each that did not read them at once.
    long bytes() {
        return bytes.get();
    }

    /// How many clients were cut because they did not read.
    long cut() {
        return cut.sum();
    }
}
