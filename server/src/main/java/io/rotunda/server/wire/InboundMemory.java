package io.rotunda.server.wire;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// What all clients of this node have begun to send and not ended. Any thread, but for what says otherwise.
final class InboundMemory {
    private final long plenty;
    private final AtomicLong bytes = new AtomicLong();
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    /// @param plenty how much may be there before somebody has to go
    InboundMemory(long plenty) {
        this.plenty = plenty;
    }

    /// A loop whose clients count.
    void add(Loop loop) {
        loops.add(loop);
    }

    void changed(long by) {
        bytes.addAndGet(by);
    }

    boolean scarce() {
        return bytes.get() > plenty;
    }

    /// Ends the oldest message of each loop that takes its time; on other loops later.
    ///
    /// @param here which this is called on
    /// @return whether there was one on this loop
    boolean hasten(Loop here) {
        for (var loop : loops) {
            if (loop != here) {
                loop.execute(() -> {
                    if (scarce()) {
                        loop.unfinished.hasten();
                    }
                });
            }
        }
        return here.unfinished.hasten();
    }

    long bytes() {
        return bytes.get();
    }
}
