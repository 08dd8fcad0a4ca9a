package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The rooms that were seen to be open to everybody of their tenant a moment ago: a crowd that comes into
/// one asks once. Only that is remembered, never who is on a list; so whoever is put on one, or finds a
/// room that was just made, waits for nothing. Any thread.
final class OpenRooms {
    /// For so long a list that a room was given may not be noticed by those who come in.
    static final Duration LATELY = Duration.ofSeconds(1);

    /// Beyond this everything is forgotten.
    static final int MOST = 10_000;

    private final ConcurrentHashMap<RoomId.Timeline, Long> seen = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private long forgottenAt;

    OpenRooms(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.forgottenAt = nanoTime.getAsLong();
    }

    boolean has(RoomId.Timeline room) {
        var at = seen.get(room);
        return at != null && nanoTime.getAsLong() - at < LATELY.toNanos();
    }

    /// Does nothing if a list was given to some room since it was asked.
    ///
    /// @param askedAt when it was asked: from then on the room may have been given a list
    synchronized void add(RoomId.Timeline room, long askedAt) {
        if (askedAt - forgottenAt < 0) {
            return;
        }
        if (seen.size() >= MOST) {
            seen.clear();
        }
        seen.put(room, askedAt);
    }

    /// The room may have been given a list.
    synchronized void forget(RoomId.Timeline room) {
        forgottenAt = nanoTime.getAsLong() + 1;
        seen.remove(room);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    int size() {
        return seen.size();
    }
}
