package io.rotunda.rooms;

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
        if (keeping.off()) {
            return Offset.NONE;
        }
        position++;
        keep(trail, frame, except);
        return position;
    }

    /// The position of what one client is told now.
    long direct(Trail trail, Frame frame) {
        if (keeping.off()) {
            return Offset.NONE;
        }
        position++;
        if (frame.size() > MAX_DIRECT_BYTES) {
            trail.forget(position);
        } else {
            keep(trail, frame, null);
        }
        return position;
    }

    /// Forgets what nobody may come back for any more.
    void forgetOld() {
        forgetOld(keeping.clock().millis());
    }

    private void keep(Trail trail, Frame frame, RoomId.@Nullable User except) {
        long now = keeping.clock().millis();
        var told = new Told(position, now, frame, except, trail);
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
        return told.frame.size() + OVERHEAD;
    }
}
