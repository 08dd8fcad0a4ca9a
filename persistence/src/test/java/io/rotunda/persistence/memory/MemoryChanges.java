package io.rotunda.persistence.memory;

import io.rotunda.persistence.Change;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changes;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.function.Consumer;

/// What is done to messages, kept in memory.
public final class MemoryChanges implements Changes {
    private final MemoryRooms rooms;
    private final Outage outage;

    MemoryChanges(MemoryRooms rooms, Outage outage) {
        this.rooms = rooms;
        this.outage = outage;
    }

    /// All changes in a room.
    public List<Changed> all(RoomId.Timeline room) {
        var found = rooms.find(room);
        return found == null ? List.of() : found.log().snapshot().changes();
    }

    /// How many changes there are in all rooms.
    public int count() {
        return rooms.all().stream().mapToInt(room -> room.log().changes()).sum();
    }

    @Override
    public Outcome apply(Change change, Consumer<Changed> committed) {
        outage.reach();
        var room = rooms.find(change.room());
        if (room != null) {
            return room.apply(change, committed);
        }
        return change.action() instanceof Change.Action.ReadAll ? new Outcome.Unchanged() : new Outcome.NoSuchMessage();
    }
}
