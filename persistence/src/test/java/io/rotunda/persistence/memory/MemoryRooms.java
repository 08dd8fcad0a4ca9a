package io.rotunda.persistence.memory;

import io.rotunda.rooms.RoomId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The rooms that exist.
final class MemoryRooms {
    private final Map<RoomId.Timeline, MemoryRoom> rooms = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Runnable lag;

    MemoryRooms(InstantSource clock, Runnable lag) {
        this.clock = clock;
        this.lag = lag;
    }

    @Nullable
    MemoryRoom find(RoomId.Timeline room) {
        return rooms.get(room);
    }

    MemoryRoom findOrMake(RoomId.Timeline room) {
        return rooms.computeIfAbsent(room, _ -> new MemoryRoom(clock, lag));
    }

    boolean delete(RoomId.Timeline room) {
        return rooms.remove(room) != null;
    }

    Collection<MemoryRoom> all() {
        return rooms.values();
    }
}
