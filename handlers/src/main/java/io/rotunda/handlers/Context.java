package io.rotunda.handlers;

import io.rotunda.rooms.Presence;
import io.rotunda.rooms.Rooms;
import java.time.InstantSource;

/// What every session is in touch with.
record Context(
        Rooms rooms,
        Presence presence,
        ToolPermissions permissions,
        Rings rings,
        StreamEnds streamEnds,
        Entry entry,
        Gates gates,
        Recent recent,
        Whereabouts whereabouts,
        Replays replays,
        InstantSource clock) {
    Streams streams() {
        return streamEnds.streams();
    }
}
