package io.rotunda.persistence;

import java.util.List;

/// A stretch of a room's log, read in one snapshot.
///
/// @param messages oldest first, as they stand now
/// @param hasMore messages lie beyond those read, in the direction that was read
/// @param total how many messages the room holds
/// @param through the room's last position when this was read: everything committed up to there is
///     in `messages` or lies outside the stretch asked for
public record History(List<Remembered> messages, boolean hasMore, long total, long through) {
    public History {
        messages = List.copyOf(messages);
    }
}
