package io.rotunda.handlers;

import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Membership;
import io.rotunda.rooms.RoomId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rooms that one socket is in, and how the others hear of that. Used on the socket's mailbox only.
final class Places {
    private final Feed feed;
    private final Context context;
    private final Visit visit;
    private final Map<RoomId, Membership> memberships = new HashMap<>(4);

    Places(Feed feed, Context context, Visit visit) {
        this.feed = feed;
        this.context = context;
        this.visit = visit;
    }

    boolean has(RoomId room) {
        return memberships.containsKey(room);
    }

    @Nullable
    Membership find(RoomId room) {
        return memberships.get(room);
    }

    int count() {
        return memberships.size();
    }

    List<RoomId> all() {
        return List.copyOf(memberships.keySet());
    }

    Membership enter(RoomId room) {
        var membership = context.rooms().enter(room, feed);
        memberships.put(membership.inRoom().id(), membership);
        if (room instanceof RoomId.Timeline) {
            visit.entered(membership, context.clock().instant());
        }
        return membership;
    }

    /// What is told in the room reaches the socket from here on.
    ///
    /// @param replay what it was sent of the room's log; null if nothing
    void wentLive(Membership membership, @Nullable Replay replay) {
        if (membership.inRoom().id() instanceof RoomId.Timeline) {
            visit.goesLive(membership, replay, context.clock().instant());
        }
    }

    /// Is again where the client was, and appears there to the others.
    void reenter(List<Membership> rooms, Principal who) {
        visit.cameBack(rooms, context.clock().instant());
        for (var membership : rooms) {
            var room = membership.inRoom().id();
            memberships.put(room, membership);
            var announcement = Announcement.of(room, who, context.clock().instant());
            if (announcement != null) {
                membership.appear(who.userName(), announcement.frame());
            }
        }
    }

    /// Whoever came back between two pages of a replay still is.
    void goLive() {
        memberships.values().forEach(Membership::resume);
    }

    /// Does nothing if the socket is not there.
    void leave(RoomId room, Principal who, Leaving reason) {
        var membership = memberships.remove(room);
        if (membership != null) {
            visit.leaves(membership, context.clock().instant());
            context.rooms().leave(membership, farewell(room, who, reason));
        }
    }

    /// The connection is lost: the others hear that the socket left, but what it misses from here on is kept.
    List<Membership> linger(Principal who) {
        var ghosts = List.copyOf(memberships.values());
        for (var ghost : ghosts) {
            context.rooms().linger(ghost, farewell(ghost.inRoom().id(), who, Leaving.DISCONNECTED));
        }
        memberships.clear();
        return ghosts;
    }

    private @Nullable Frame farewell(RoomId room, Principal who, Leaving reason) {
        var farewell = Farewell.of(room, who, reason, context.clock().instant());
        return farewell == null ? null : farewell.frame();
    }
}
