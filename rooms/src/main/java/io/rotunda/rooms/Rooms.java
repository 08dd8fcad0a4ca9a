package io.rotunda.rooms;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who is where on this node. A room exists here as long as somebody is in it. Any thread.
///
/// Rooms are told by their id, never by a [Room] that was looked up before: a room that everybody left
/// meanwhile is not the one that the next member enters.
public final class Rooms {
    private final ConcurrentHashMap<RoomId, Room> rooms = new ConcurrentHashMap<>();

    /// Adds a connection to a room that it is not in yet. Whatever is told to the room after this
    /// returns, the new member hears, once its [Membership#goLive] was called; until then it is parked.
    public Membership enter(RoomId id, Connection connection) {
        while (true) {
            var room = rooms.computeIfAbsent(id, Room::new);
            var membership = room.enter(connection);
            if (membership != null) {
                return membership;
            }
            rooms.remove(id, room); // its last member left just now
        }
    }

    /// Takes a membership out of its room; once for each membership.
    ///
    /// @param farewell what the other users are told if the user had appeared in the room and this was
    ///     the last socket; null for nothing
    public void leave(Membership membership, @Nullable Frame farewell) {
        var room = membership.inRoom();
        room.leave(membership, farewell);
        if (room.abandoned()) {
            rooms.remove(room.id(), room);
        }
    }

    /// Delivers to every member on this node.
    public void tell(RoomId id, Frame frame) {
        var room = rooms.get(id);
        if (room != null) {
            room.tell(frame, null);
        }
    }

    /// Delivers to every member on this node but the sockets of one user.
    public void tellOthers(RoomId id, RoomId.User user, Frame frame) {
        var room = rooms.get(id);
        if (room != null) {
            room.tell(frame, user);
        }
    }

    /// Whether anybody is in the room.
    public boolean occupied(RoomId id) {
        return rooms.containsKey(id);
    }

    /// How many rooms have somebody in them.
    public int count() {
        return rooms.size();
    }
}
