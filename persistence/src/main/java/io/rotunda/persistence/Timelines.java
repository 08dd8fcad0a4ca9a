package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;

/// The rooms that keep messages, and who may enter them. Methods block: call them from virtual threads
/// only. All throw [Unavailable] when the database cannot be asked.
public interface Timelines {

    /// How a user stands to a room. That one has no list may be a second old.
    Standing standing(RoomId.Timeline room, String userId);

    /// Makes the room exist, open to everybody of its tenant; does nothing if it exists.
    ///
    /// @return whether it did not: so that nobody has made a list for it
    boolean create(RoomId.Timeline room);

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
