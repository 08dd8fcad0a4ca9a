package io.rotunda.persistence.memory;

import io.rotunda.persistence.Timelines;
import io.rotunda.rooms.RoomId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rooms kept in memory.
public final class MemoryTimelines implements Timelines {
    private final MemoryRooms rooms;
    private final Outage outage;
    private Runnable afterDeletion = () -> {};
    private Runnable afterRestriction = () -> {};

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

    @Override
    public Optional<List<String>> members(RoomId.Timeline room) {
        outage.reach();
        var found = rooms.find(room);
        return found == null || found.members() == null
                ? Optional.empty()
                : Optional.of(found.members().stream().sorted().toList());
    }

    @Override
    public void restrict(RoomId.Timeline room, Set<String> userIds) {
        outage.reach();
        rooms.findOrMake(room).members(Set.copyOf(userIds));
        afterRestriction.run();
    }

    /// What happens when a list was given and nothing has followed from it yet.
    public void afterRestriction(Runnable happening) {
        afterRestriction = happening;
    }

    @Override
    public void open(RoomId.Timeline room) {
        outage.reach();
        var found = rooms.find(room);
        if (found != null) {
            found.members(null);
        }
    }

    @Override
    public Added add(RoomId.Timeline room, String userId, int most) {
        outage.reach();
        var found = rooms.find(room);
        if (found == null) {
            return Added.NO_SUCH_ROOM;
        }
        var members = new HashSet<>(members(room).orElse(List.of()));
        members.add(userId);
        if (members.size() > most) {
            return Added.FULL;
        }
        boolean wasOpen = found.members() == null;
        found.members(Set.copyOf(members));
        return wasOpen ? Added.CLOSED : Added.THERE;
    }

    @Override
    public boolean remove(RoomId.Timeline room, String userId) {
        outage.reach();
        var members = new HashSet<>(members(room).orElse(List.of()));
        boolean removed = members.remove(userId);
        if (removed) {
            restrict(room, members);
        }
        return removed;
    }

    @Override
    public boolean delete(RoomId.Timeline room) {
        outage.reach();
        boolean there = rooms.delete(room);
        afterDeletion.run();
        return there;
    }

    /// What happens when a room was deleted and nobody knows yet.
    public void afterDeletion(Runnable happening) {
        afterDeletion = happening;
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
