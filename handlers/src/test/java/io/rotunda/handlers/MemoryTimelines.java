package io.rotunda.handlers;

import io.rotunda.persistence.Timelines;
import io.rotunda.rooms.RoomId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Rooms kept in memory.
final class MemoryTimelines implements Timelines {
    /// Empty for a room that is open to everybody.
    private final Map<RoomId, Optional<Set<String>>> members = new ConcurrentHashMap<>();

    @Override
    public Standing standing(RoomId.Timeline room, String userId) {
        var list = members.get(room);
        if (list == null) {
            return Standing.ABSENT;
        }
        if (list.isEmpty()) {
            return Standing.OPEN;
        }
        return list.get().contains(userId) ? Standing.MEMBER : Standing.STRANGER;
    }

    @Override
    public void create(RoomId.Timeline room) {
        members.putIfAbsent(room, Optional.empty());
    }

    void createFor(RoomId.Timeline room, String... userIds) {
        members.put(room, Optional.of(Set.of(userIds)));
    }

    boolean exists(RoomId.Timeline room) {
        return members.containsKey(room);
    }

    int count() {
        return members.size();
    }
}
