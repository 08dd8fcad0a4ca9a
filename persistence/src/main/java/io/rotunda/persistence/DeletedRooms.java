package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.LinkedHashSet;

/// The rooms that a lane deleted: who was let in before that may still send something, which must not make one anew.
/// The latest, and only until somebody else has made them. One thread at a time.
final class DeletedRooms {
    private static final int MOST = 10_000;

    private final LinkedHashSet<RoomId.Timeline> rooms = new LinkedHashSet<>(0);

    void add(RoomId.Timeline room) {
        rooms.remove(room);
        rooms.add(room);
        if (rooms.size() > MOST) {
            rooms.removeFirst();
        }
    }

    void remove(RoomId.Timeline room) {
        rooms.remove(room);
    }

    boolean has(RoomId.Timeline room) {
        return rooms.contains(room);
    }

    boolean none() {
        return rooms.isEmpty();
    }
}
