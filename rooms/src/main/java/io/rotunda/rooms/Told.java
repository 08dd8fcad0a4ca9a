package io.rotunda.rooms;

import org.jspecify.annotations.Nullable;

/// One telling that is kept for those who missed it: once for all members of a room on a lane.
/// Belongs to the lane's list and to one trail; both drop the oldest first.
final class Told {
    final long position;
    final long atMillis;
    final Frame frame;
    final RoomId.@Nullable User except;
    final Trail trail;

    @Nullable
    Told nextOnLane;

    @Nullable
    Told nextOnTrail;

    @Nullable
    Told previousOnTrail;

    Told(long position, long atMillis, Frame frame, RoomId.@Nullable User except, Trail trail) {
        this.position = position;
        this.atMillis = atMillis;
        this.frame = frame;
        this.except = except;
        this.trail = trail;
    }
}
