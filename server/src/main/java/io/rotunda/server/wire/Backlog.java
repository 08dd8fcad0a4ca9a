package io.rotunda.server.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.function.LongSupplier;

/// What one client leaves unread: looked at once a second while there is any, and nothing otherwise. Touched on
/// its loop only.
///
/// The age of the oldest unsent byte is not known, but its bound is: a mark behind all that waits; what is written
/// after it is counted. While more waits than that, something from before the mark does.
final class Backlog extends Deadline {
    private final Loop loop;
    private final LongSupplier unsent;
    private final Runnable tooSlow;
    private long counted;
    private long addedSinceMark;
    private long markedAt;

    /// @param unsent how many bytes wait
    /// @param tooSlow cuts the client
    Backlog(Loop loop, LongSupplier unsent, Runnable tooSlow) {
        this.loop = loop;
        this.unsent = unsent;
        this.tooSlow = tooSlow;
    }

    /// What waits to be sent on `channel`.
    static long of(Channel channel) {
        var outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }

    /// Closes with a reset: what the client does not read would otherwise stay in the system's memory for minutes.
    static void cut(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    /// More was written. What takes memory that was free before is counted at once, as much may be written in one
    /// turn of the loop.
    ///
    /// @param own how much of it does
    void added(long bytes, long own) {
        addedSinceMark += bytes;
        counted += own;
        loop.outbound.changed(own);
    }

    /// Looks at what waits now, and goes on looking until nothing does.
    void watch() {
        long waiting = count();
        if (waiting == 0) {
            cancelDeadline();
        } else if (queue == null) {
            mark();
            loop.backlogs.restart(this);
        }
    }

    /// Nothing waits any more, for whatever reason.
    void forget() {
        cancelDeadline();
        loop.outbound.changed(-counted);
        counted = 0;
    }

    @Override
    void due(Deadlines queue) {
        long waiting = count();
        if (waiting == 0) {
            return;
        }
        if (waiting <= addedSinceMark) {
            mark();
        } else if (System.nanoTime() - markedAt >= loop.patienceNanos || unfair(waiting)) {
            forget();
            loop.outbound.cutOne();
            tooSlow.run();
            return;
        }
        queue.restart(this);
    }

    /// Memory is short, and this client took in a second not even what waited for it before.
    private boolean unfair(long waiting) {
        return waiting > OutboundMemory.SCARCE_BYTES && loop.outbound.scarce();
    }

    private void mark() {
        addedSinceMark = 0;
        markedAt = System.nanoTime();
    }

    private long count() {
        long waiting = unsent.getAsLong();
        loop.outbound.changed(waiting - counted);
        counted = waiting;
        return waiting;
    }
}
