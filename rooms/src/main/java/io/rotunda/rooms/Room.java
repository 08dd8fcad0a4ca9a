package io.rotunda.rooms;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is in one room on this node. Any thread may call anything here.
///
/// Events that one thread tells arrive at each member in the order told. Events of a room that must
/// keep one order at all members are therefore told by one thread at a time: the one that commits them.
public final class Room {
    private static final LaneMembers[] NOBODY = {};

    private final RoomId id;
    private volatile LaneMembers[] lanes = NOBODY;
    private int size;
    private boolean abandoned;

    /// Sockets of each user; empty for rooms whose members are announced to nobody.
    private final Map<String, Integer> socketsOfUser;

    Room(RoomId id) {
        this.id = id;
        this.socketsOfUser = switch (id) {
            case RoomId.Org _, RoomId.User _ -> Map.of();
            case RoomId.Channel _, RoomId.Conversation _ -> new HashMap<>(4);
        };
    }

    public RoomId id() {
        return id;
    }

    /// Delivers to every member.
    public void tell(Frame frame) {
        tellAllBut(null, frame);
    }

    /// Delivers to every member but the sockets of one user.
    public void tellOthers(String userId, Frame frame) {
        tellAllBut(userId, frame);
    }

    /// How many different users are in this room; 0 for rooms that announce nobody.
    public synchronized int users() {
        return socketsOfUser.size();
    }

    private void tellAllBut(@Nullable String exceptUserId, Frame frame) {
        for (var members : lanes) {
            if (!members.empty()) {
                members.tell(frame, exceptUserId);
            }
        }
    }

    /// Returns null if the room was abandoned meanwhile: take a fresh one.
    synchronized @Nullable Entered enter(Connection connection) {
        if (abandoned) {
            return null;
        }
        var membership = new Membership(this, connection);
        laneOf(connection).enter(membership);
        size++;
        boolean first = announced() && socketsOfUser.merge(connection.userId(), 1, Integer::sum) == 1;
        return new Entered(membership, first);
    }

    /// Whether the user's last socket left with this one.
    synchronized boolean leave(Membership membership) {
        var connection = membership.connection();
        laneOf(connection).leave(membership);
        abandoned = --size == 0;
        return announced()
                && socketsOfUser.computeIfPresent(connection.userId(), (_, n) -> n == 1 ? null : n - 1) == null;
    }

    synchronized boolean abandoned() {
        return abandoned;
    }

    private boolean announced() {
        return switch (id) {
            case RoomId.Org _, RoomId.User _ -> false;
            case RoomId.Channel _, RoomId.Conversation _ -> true;
        };
    }

    private LaneMembers laneOf(Connection connection) {
        var lane = connection.lane();
        for (var members : lanes) {
            if (members.lane().index() == lane.index()) {
                return members;
            }
        }
        var more = Arrays.copyOf(lanes, lanes.length + 1);
        var added = new LaneMembers(lane);
        more[lanes.length] = added;
        lanes = more;
        return added;
    }

    /// The result of entering.
    ///
    /// @param firstOfUser no other socket of this user is in the room on this node; always false for
    ///     rooms that announce nobody
    public record Entered(Membership membership, boolean firstOfUser) {}
}
