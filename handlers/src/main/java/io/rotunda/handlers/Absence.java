package io.rotunda.handlers;

import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Membership;
import io.rotunda.rooms.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A session whose connection was lost, and whose client may come back.
///
/// @param pid what the client proves with that it is the same one: a secret
/// @param id what the session is known by
/// @param who as of its last token
/// @param ghosts the rooms that it was in, which are told as if it were there
/// @param quota what it had used of its limits, so that coming back evades nothing
/// @param visit what is known of its time here
/// @param since when it was lost, in milliseconds
record Absence(
        String pid,
        String id,
        Principal who,
        Feed feed,
        List<Membership> ghosts,
        @Nullable Quota quota,
        Visit visit,
        long since) {

    RoomId.User user() {
        return who.user();
    }

    /// Whether its client was in the room.
    boolean isOf(RoomId room) {
        return ghosts.stream().anyMatch(ghost -> ghost.inRoom().id().equals(room));
    }

    /// What it costs to keep.
    int weight() {
        return 1 + ghosts.size();
    }

    @Override
    public String toString() {
        return "Absence of " + user();
    }
}
