package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/// Where one socket is typing, and when it last said so. As many as it has joined, at most.
final class TypingRooms {
    /// A socket that is silent for so long has stopped.
    static final Duration SILENCE = Duration.ofSeconds(10);

    /// The one that was silent longest comes first.
    private final LinkedHashMap<RoomId.Timeline, Instant> lastHeard = new LinkedHashMap<>(2);

    void typed(RoomId.Timeline room, Instant now) {
        lastHeard.putLast(room, now);
    }

    /// Whether the socket was typing there.
    boolean stop(RoomId.Timeline room) {
        return lastHeard.remove(room) != null;
    }

    boolean nowhere() {
        return lastHeard.isEmpty();
    }

    /// When the first of them has been silent for too long; there is one.
    Instant nextSilence() {
        return lastHeard.firstEntry().getValue().plus(SILENCE);
    }

    List<RoomId.Timeline> silentAt(Instant now) {
        return lastHeard.entrySet().stream()
                .filter(typing -> !typing.getValue().plus(SILENCE).isAfter(now))
                .map(typing -> typing.getKey())
                .toList();
    }
}
