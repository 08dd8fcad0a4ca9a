package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The streams of some rooms. Its monitor guards them and everything that they hold, and is held while the
/// rooms are told of them, so that everybody hears one order. Never held while something blocks.
final class StreamedRooms {
    private final Map<RoomId.Timeline, Streamed> rooms = new HashMap<>();

    List<OpenStream> in(RoomId.Timeline room) {
        var streamed = rooms.get(room);
        return streamed == null ? List.of() : streamed.streams;
    }

    /// What the streams of the room weigh together, in bytes.
    long weight(RoomId.Timeline room) {
        var streamed = rooms.get(room);
        return streamed == null ? 0 : streamed.bytes;
    }

    void add(OpenStream stream, long bytes) {
        rooms.computeIfAbsent(stream.room(), _ -> new Streamed()).streams.add(stream);
        grow(stream, bytes);
    }

    void grow(OpenStream stream, long bytes) {
        var streamed = rooms.get(stream.room());
        if (streamed != null) {
            streamed.bytes += bytes;
        }
        stream.grow(bytes);
    }

    void remove(OpenStream stream) {
        var streamed = rooms.get(stream.room());
        if (streamed != null && streamed.streams.remove(stream) && streamed.streams.isEmpty()) {
            rooms.remove(stream.room());
        }
    }

    private static final class Streamed {
        private final List<OpenStream> streams = new ArrayList<>(1);
        private long bytes;
    }
}
