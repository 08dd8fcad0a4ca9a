package io.rotunda.rooms;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

    /// The users who appeared; null until one did, as in rooms that announce nobody.
    private @Nullable Map<RoomId.User, Appeared> users;

    Room(RoomId id) {
        this.id = id;
    }

    public RoomId id() {
        return id;
    }

    /// Delivers to every member but the sockets of one user; of nobody if null.
    void tell(Frame frame, RoomId.@Nullable User except) {
        for (var members : lanes) {
            if (!members.empty()) {
                members.tell(frame, except);
            }
        }
    }

    /// Returns null if the room was abandoned meanwhile: take a fresh one.
    synchronized @Nullable Membership enter(Connection connection) {
        if (abandoned) {
            return null;
        }
        var membership = new Membership(this, connection);
        membership.companions(othersThan(connection.user()));
        laneOf(connection).enter(membership);
        size++;
        return membership;
    }

    /// Counts and parks at one point of the order in which members come and go, as [#enter] does.
    synchronized void park(Membership membership) {
        var connection = membership.connection();
        membership.companions(othersThan(connection.user()));
        connection.lane().execute(membership::beginCatchUp);
    }

    /// Told under the lock, and so is [#leave]: otherwise a user whose one socket leaves while another
    /// enters could be heard to come first and to go last.
    synchronized void appear(Membership membership, String userName, Frame announcement) {
        if (membership.present()) {
            return;
        }
        membership.present(true);
        if (users == null) {
            users = new HashMap<>(4);
        }
        var user = membership.connection().user();
        var appeared = users.computeIfAbsent(user, _ -> new Appeared(userName));
        if (++appeared.sockets == 1) {
            tell(announcement, user);
        }
    }

    synchronized void leave(Membership membership, @Nullable Frame farewell) {
        laneOf(membership.connection()).leave(membership);
        abandoned = --size == 0;
        if (membership.present() && users != null) {
            var user = membership.connection().user();
            boolean last = users.computeIfPresent(user, (_, seen) -> --seen.sockets == 0 ? null : seen) == null;
            if (last && farewell != null) {
                tell(farewell, user);
            }
        }
    }

    /// The users who have appeared and not left, in no order.
    public synchronized List<Present> users() {
        return users == null
                ? List.of()
                : users.entrySet().stream()
                        .map(seen -> new Present(seen.getKey(), seen.getValue().userName))
                        .toList();
    }

    synchronized boolean abandoned() {
        return abandoned;
    }

    private int othersThan(RoomId.User user) {
        return users == null ? 0 : users.size() - (users.containsKey(user) ? 1 : 0);
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

    /// A user who is in a room.
    ///
    /// @param userName as it was when the user's first socket appeared
    public record Present(RoomId.User user, String userName) {}

    private static final class Appeared {
        private final String userName;
        private int sockets;

        private Appeared(String userName) {
            this.userName = userName;
        }
    }
}
