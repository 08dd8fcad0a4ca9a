package io.rotunda.server.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.function.LongSupplier;

/// What one client leaves unread: looked at once a second while there is any, and nothing otherwise. Touched on
/// its loop only.
///
/// A client that takes nothing for a while is cut. One that takes a little stays, up to a limit: the age of the oldest
/// unsent byte is not known, but its bound is. There is a mark behind all that waits; what is written after it is
/// counted, and while more waits than that, something from before the mark does.
final class Backlog extends Deadline {
    /// How much longer than without any progress something may wait.
    private static final int WITH_PROGRESS = 10;

    private final Loop loop;
    private final LongSupplier unsent;
    private final Runnable tooSlow;
    private long counted;
    private long addedSinceMark;
    private long markedAt;
    private long addedSinceLook;
    private long leftAtLook;
    private long movedAt;

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
        // A message counts until all of it is gone; a large one may be on its way for a long time.
        return outbound == null ? 0 : Math.max(0, outbound.totalPendingWriteBytes() - outbound.currentProgress());
    }

    /// Closes with a reset: what the client does not read would otherwise stay in the system's memory for minutes.
    static void cut(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    /// More was written.
    void added(long bytes) {
        addedSinceMark += bytes;
        addedSinceLook += bytes;
    }

    /// Looks at what waits now, and goes on looking until nothing does.
    void watch() {
        long waiting = count();
        if (waiting == 0) {
            cancelDeadline();
        } else if (queue == null) {
            mark();
            look(waiting);
            movedAt = markedAt;
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
        if (look(waiting)) {
            movedAt = System.nanoTime();
        }
        if (waiting <= addedSinceMark) {
            mark();
        } else if (tooLong() || unfair(waiting)) {
            forget();
            loop.outbound.cutOne();
            tooSlow.run();
            return;
        }
        queue.restart(this);
    }

    /// Whether anything was taken since the last look.
    private boolean look(long waiting) {
        boolean moved = waiting < leftAtLook + addedSinceLook;
        leftAtLook = waiting;
        addedSinceLook = 0;
        return moved;
    }

    private boolean tooLong() {
        long now = System.nanoTime();
        return now - movedAt >= loop.patienceNanos || now - markedAt >= WITH_PROGRESS * loop.patienceNanos;
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
