package io.rotunda.handlers;

import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import org.jspecify.annotations.Nullable;

/// A room that a session may speak in. Only [Session] makes one, after it has asked who may: there is no
/// other way to broadcast.
final class Audience {
    private final Rooms rooms;
    private final RoomId room;
    private final String speakerId;

    Audience(Rooms rooms, RoomId room, String speakerId) {
        this.rooms = rooms;
        this.room = room;
        this.speakerId = speakerId;
    }

    /// Tells everybody in the room, the speaker included. Any thread.
    void tell(Frame frame) {
        rooms.tell(room, frame);
    }

    /// Tells everybody but the sockets of one user; everybody if null. Any thread.
    void tellAllBut(@Nullable String userId, Frame frame) {
        if (userId == null) {
            rooms.tell(room, frame);
        } else {
            rooms.tellOthers(room, userId, frame);
        }
    }

    /// Tells everybody but the sockets of the speaker's user. Any thread.
    void tellOthers(Outgoing event) {
        rooms.tellOthers(room, speakerId, event.frame());
    }
}
