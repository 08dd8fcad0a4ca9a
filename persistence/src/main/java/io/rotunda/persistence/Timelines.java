package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rooms that keep messages, and who may enter them. Methods block: call them from virtual threads
/// only. All throw [Unavailable] when the database cannot be asked.
public interface Timelines {

    /// How a user stands to a room. That one has no list may be a second old.
    Standing standing(RoomId.Timeline room, String userId);

    /// Makes the room exist, open to everybody of its tenant; does nothing if it exists.
    ///
    /// @return whether it did not: so that nobody has made a list for it
    boolean create(RoomId.Timeline room);

    /// The users on the room's list, in the order of their ids; empty if it has none, or there is no such room.
    Optional<List<String>> members(RoomId.Timeline room);

    /// Gives the room a list instead of any that it had; the room exists then. Whoever comes in on this node after this
    /// has returned is asked.
    void restrict(RoomId.Timeline room, Set<String> userIds);

    /// Takes the list away: the room is open to everybody of its tenant.
    void open(RoomId.Timeline room);

    /// Puts a user on the list, which the room has from then on.
    ///
    /// @param most how many may be on it
    Added add(RoomId.Timeline room, String userId, int most);

    /// Takes a user off the list.
    ///
    /// @return whether the user was on it
    boolean remove(RoomId.Timeline room, String userId);

    /// Deletes the room, also what was put in line before and is not committed yet: the same id is another room from
    /// then on. Nobody finds what was kept of this one, which is erased later.
    ///
    /// @return whether there was one
    boolean delete(RoomId.Timeline room);

    /// What became of a user who was to be put on a list.
    enum Added {
        /// The user is on the list, perhaps was before.
        THERE,
        /// The user is on the list, which the room did not have before: it was open to everybody.
        CLOSED,
        /// There is no such room.
        NO_SUCH_ROOM,
        /// As many others are on the list as may be.
        FULL
    }

    /// How a user stands to a room.
    enum Standing {
        /// There is no such room.
        ABSENT,
        /// The room has no list of members: everybody of the tenant may enter.
        OPEN,
        /// The user is on the room's list of members.
        MEMBER,
        /// The room has a list of members, and the user is not on it.
        STRANGER
    }
}
