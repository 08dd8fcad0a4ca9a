package io.rotunda.rooms;

import java.util.Set;

/// Some of those who are in rooms, each of them once however many of the rooms it is in: everybody in one of the
/// rooms and the clients that are named, but nobody who is left out.
///
/// @param clients told wherever they are
public record Selection(Set<RoomId> rooms, Set<Feed> clients, Set<RoomId> exceptRooms, Set<Feed> exceptClients) {
    public Selection {
        rooms = Set.copyOf(rooms);
        clients = Set.copyOf(clients);
        exceptRooms = Set.copyOf(exceptRooms);
        exceptClients = Set.copyOf(exceptClients);
    }

    /// Everybody in one room.
    public static Selection of(RoomId room) {
        return new Selection(Set.of(room), Set.of(), Set.of(), Set.of());
    }

    boolean oneRoom() {
        return rooms.size() == 1 && clients.isEmpty() && exceptRooms.isEmpty() && exceptClients.isEmpty();
    }
}
