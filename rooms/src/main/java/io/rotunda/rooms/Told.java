package io.rotunda.rooms;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One telling that is kept for those who missed it: once for all members of a room on a lane.
/// Belongs to the lane's list and to one trail; both drop the oldest first.
final class Told {
    final long position;
    final long atMillis;
    final Frame frame;
    final RoomId.@Nullable User except;
    final Set<Feed> passedOver;
    final Trail trail;

    @Nullable
    Told nextOnLane;

    @Nullable
    Told nextOnTrail;

    @Nullable
    Told previousOnTrail;

    /// @param except whose sockets were not told
    /// @param passedOver others of the room who were not told
    Told(long position, long atMillis, Frame frame, RoomId.@Nullable User except, Set<Feed> passedOver, Trail trail) {
        this.position = position;
        this.atMillis = atMillis;
        this.frame = frame;
        this.except = except;
        this.passedOver = passedOver;
        this.trail = trail;
    }

    boolean passedOver(Feed feed) {
        return !passedOver.isEmpty() && passedOver.contains(feed);
    }
}
