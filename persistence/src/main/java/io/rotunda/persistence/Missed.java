package io.rotunda.persistence;

import java.util.List;

/// What a client that was away missed of a room, read in one snapshot: every message and every change at the
/// positions from `from` to `through`.
///
/// @param messages oldest first, as they stand now
/// @param changes in the order of their positions
/// @param hasMore more lies after `through`; then `messages` is not empty, and the client asks again from its last
/// @param from the first position that this covers
/// @param through the last position that this covers; `from - 1` if it covers none
/// @param logEnd the room's last position when this was read
/// @param total how many messages the room holds
public record Missed(
        List<Remembered> messages,
        List<Changed> changes,
        boolean hasMore,
        long from,
        long through,
        long logEnd,
        long total) {
    public Missed {
        messages = List.copyOf(messages);
        changes = List.copyOf(changes);
    }
}
