package io.rotunda.rooms;

import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Counts what one lane tells, and keeps the latest of it for clients that come back. Touched on the lane
/// only, but for [#keptBytes].
///
/// A broadcast takes one position, whoever hears it on the lane, so that its bytes are the same for all.
final class LaneLog {
    /// A page of history is not kept: its client asks for it again.
    static final int MAX_DIRECT_BYTES = 16 << 10;

    /// What a telling costs beside its payload.
    private static final int OVERHEAD = 160;

    /// What it costs to know of one who was not told.
    private static final int PASSED_OVER = 40;

    /// So many that what a session is told practically never covers a position of another process.
    private static final long FIRST_POSITIONS = 1L << 50;

    private final Lane lane;
    private final Rooms.Keeping keeping;
    private final long keptMillis;

    /// Begins anywhere: stock clients show an offset of an earlier process, or of another node, as one of this.
    private long position = ThreadLocalRandom.current().nextLong(FIRST_POSITIONS);

    private @Nullable Told oldest;
    private @Nullable Told newest;
    private volatile long keptBytes;

    LaneLog(Lane lane, Rooms.Keeping keeping) {
        this.lane = lane;
        this.keeping = keeping;
        this.keptMillis = keeping.window().plus(keeping.silence()).toMillis();
    }

    Lane lane() {
        return lane;
    }

    /// The position of what was told last.
    long position() {
        return position;
    }

    /// Any thread.
    long keptBytes() {
        return keptBytes;
    }

    /// The position of a broadcast that is told now.
    long broadcast(Trail trail, Frame frame, RoomId.@Nullable User except) {
        return broadcast(trail, frame, except, Set.of());
    }

    /// The same for one that some of the room are not told.
    ///
    /// @param passedOver those of the lane; kept, and not to be changed any more
    long broadcast(Trail trail, Frame frame, Set<Feed> passedOver) {
        return broadcast(trail, frame, null, passedOver);
    }

    private long broadcast(Trail trail, Frame frame, RoomId.@Nullable User except, Set<Feed> passedOver) {
        if (keeping.off()) {
            return Offset.NONE;
        }
        position++;
        keep(trail, frame, except, passedOver);
        return position;
    }

    /// The position of what one client is told now.
    long direct(Trail trail, Frame frame) {
        if (keeping.off()) {
            return Offset.NONE;
        }
        position++;
        if (frame.weight() > MAX_DIRECT_BYTES) {
            trail.forget(position);
        } else {
            keep(trail, frame, null, Set.of());
        }
        return position;
    }

    /// Forgets what nobody may come back for any more.
    void forgetOld() {
        forgetOld(keeping.clock().millis());
    }

    private void keep(Trail trail, Frame frame, RoomId.@Nullable User except, Set<Feed> passedOver) {
        long now = keeping.clock().millis();
        var told = new Told(position, now, frame, except, passedOver, trail);
        trail.add(told);
        if (newest == null) {
            oldest = told;
        } else {
            newest.nextOnLane = told;
        }
        newest = told;
        count(weight(told));
        forgetOld(now);
    }

    private void forgetOld(long now) {
        long tooOld = now - keptMillis;
        while (oldest != null && (oldest.atMillis < tooOld || keptBytes > keeping.laneBytes())) {
            var dropped = oldest;
            oldest = dropped.nextOnLane;
            if (oldest == null) {
                newest = null;
            }
            dropped.trail.drop();
            count(-weight(dropped));
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the lane only
    private void count(int bytes) {
        keptBytes += bytes;
    }

    private static int weight(Told told) {
        return told.frame.weight() + OVERHEAD + PASSED_OVER * told.passedOver.size();
    }
}
