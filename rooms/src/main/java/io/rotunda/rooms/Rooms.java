package io.rotunda.rooms;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who is where on this node. A room exists here as long as somebody is in it. Any thread.
public final class Rooms {
    private final ConcurrentHashMap<RoomId, Room> rooms = new ConcurrentHashMap<>();

    /// Adds a connection to a room that it is not in yet. Whatever is told to the room after this
    /// returns, the new member hears.
    public Room.Entered enter(RoomId id, Connection connection) {
        while (true) {
            var room = rooms.computeIfAbsent(id, Room::new);
            var entered = room.enter(connection);
            if (entered != null) {
                return entered;
            }
            rooms.remove(id, room); // its last member left just now
        }
    }

    /// Takes a membership out of its room; once for each membership.
    ///
    /// @return whether the user's last socket left with it; always false for rooms that announce nobody
    public boolean leave(Membership membership) {
        var room = membership.inRoom();
        boolean last = room.leave(membership);
        if (room.abandoned()) {
            rooms.remove(room.id(), room);
        }
        return last;
    }

    /// The room, or null if nobody on this node is in it.
    public @Nullable Room find(RoomId id) {
        return rooms.get(id);
    }

    /// Delivers to every member on this node.
    public void tell(RoomId id, Frame frame) {
        var room = rooms.get(id);
        if (room != null) {
            room.tell(frame);
        }
    }

    /// How many rooms have somebody in them.
    public int count() {
        return rooms.size();
    }
}
