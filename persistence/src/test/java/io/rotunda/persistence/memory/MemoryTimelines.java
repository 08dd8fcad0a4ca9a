package io.rotunda.persistence.memory;

import io.rotunda.persistence.Timelines;
import io.rotunda.rooms.RoomId;
import java.util.Set;

/// Rooms kept in memory.
public final class MemoryTimelines implements Timelines {
    private final MemoryRooms rooms;
    private final Outage outage;

    MemoryTimelines(MemoryRooms rooms, Outage outage) {
        this.rooms = rooms;
        this.outage = outage;
    }

    @Override
    public Standing standing(RoomId.Timeline room, String userId) {
        outage.reach();
        var found = rooms.find(room);
        if (found == null) {
            return Standing.ABSENT;
        }
        var members = found.members();
        if (members == null) {
            return Standing.OPEN;
        }
        return members.contains(userId) ? Standing.MEMBER : Standing.STRANGER;
    }

    @Override
    public boolean create(RoomId.Timeline room) {
        outage.reach();
        boolean absent = rooms.find(room) == null;
        rooms.findOrMake(room);
        return absent;
    }

    /// Makes the room exist, or closes it to all others.
    public void createFor(RoomId.Timeline room, String... userIds) {
        rooms.findOrMake(room).members(Set.of(userIds));
    }

    public boolean exists(RoomId.Timeline room) {
        return rooms.find(room) != null;
    }

    /// How many rooms there are.
    public int count() {
        return rooms.all().size();
    }
}
