package io.rotunda.rooms;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who of a [Selection] was dealt with already: was left out, or was reached in a room before. Each lane touches only
/// what it knows of its own clients.
final class Dealt {
    private final ConcurrentHashMap<Integer, Set<Feed>> byLane = new ConcurrentHashMap<>(4);

    /// Whether this is the first time; on the client's lane.
    boolean first(Feed feed) {
        return byLane.computeIfAbsent(feed.lane().index(), _ -> new HashSet<>()).add(feed);
    }
}
