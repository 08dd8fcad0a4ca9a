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
    private final RoomId.User speaker;

    Audience(Rooms rooms, RoomId room, RoomId.User speaker) {
        this.rooms = rooms;
        this.room = room;
        this.speaker = speaker;
    }

    /// Tells everybody in the room, the speaker included. Any thread.
    void tell(Frame frame) {
        rooms.tell(room, frame);
    }

    /// Tells everybody but the sockets of one user; everybody if null. Any thread.
    void tellAllBut(RoomId.@Nullable User user, Frame frame) {
        if (user == null) {
            rooms.tell(room, frame);
        } else {
            rooms.tellOthers(room, user, frame);
        }
    }

    /// Tells everybody but the sockets of the speaker's user. Any thread.
    void tellOthers(Outgoing event) {
        rooms.tellOthers(room, speaker, event.frame());
    }

    /// Notes that this happened in the room, for whoever watches rooms. Any thread.
    void note(Frame frame) {
        rooms.note(room, frame);
    }
}
