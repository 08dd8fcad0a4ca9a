package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where users' sockets were on this node that are not connected any more: by time and number, the oldest are
/// forgotten first. Nothing of content. Any thread.
final class Whereabouts {
    private static final int MAX_OF_A_USER = 20;
    private static final int MAX_WEIGHT = 100_000;
    private static final int MAX_INCOMPLETE = 10_000;

    /// What each weighed when it ended: it grows as soon as its socket is back. The one that ended first comes first.
    private final LinkedHashMap<Visit, Integer> all = new LinkedHashMap<>();

    private final Map<RoomId.User, Deque<Visit>> ofUsers = new HashMap<>();

    /// For users who had too many: what ended before this, was forgotten. Who had too many first comes first.
    private final LinkedHashMap<RoomId.User, Instant> incomplete = new LinkedHashMap<>();

    private final Duration memory;
    private int weight;

    /// What ended before this, was forgotten because there was too much.
    private Instant complete;

    /// @param memory for how long they are known; zero if not at all
    Whereabouts(Instant begun, Duration memory) {
        this.complete = begun;
        this.memory = memory;
    }

    /// Since when all is known of a user.
    synchronized Instant knownSince(RoomId.User user, Instant now) {
        var since = later(complete, now.minus(memory));
        return later(since, incomplete.getOrDefault(user, since));
    }

    synchronized void ended(Visit visit) {
        if (memory.isZero()) {
            return;
        }
        forget(visit);
        int weighs = visit.weight();
        all.put(visit, weighs);
        weight += weighs;
        var ofUser = ofUsers.computeIfAbsent(visit.user(), _ -> new ArrayDeque<>(2));
        ofUser.add(visit);
        if (ofUser.size() > MAX_OF_A_USER) {
            var first = ofUser.getFirst();
            isIncomplete(visit.user(), endOf(first));
            forget(first);
        }
        while (weight > MAX_WEIGHT) {
            var first = all.firstEntry().getKey();
            complete = later(complete, endOf(first));
            forget(first);
        }
    }

    /// The socket is connected again, and found where those are.
    synchronized void back(Visit visit) {
        forget(visit);
    }

    /// The room was deleted, see [Visit#erase].
    synchronized void erase(RoomId.Timeline room) {
        all.keySet().forEach(visit -> visit.erase(room));
    }

    /// Those of a user, in the order in which they ended.
    synchronized List<Visit> of(RoomId.User user) {
        return List.copyOf(ofUsers.getOrDefault(user, new ArrayDeque<>(0)));
    }

    /// Forgets what was too long ago. About once a second.
    synchronized void tick(Instant now) {
        var longAgo = now.minus(memory);
        while (!all.isEmpty() && endOf(all.firstEntry().getKey()).isBefore(longAgo)) {
            forget(all.firstEntry().getKey());
        }
        while (!incomplete.isEmpty() && incomplete.firstEntry().getValue().isBefore(longAgo)) {
            incomplete.pollFirstEntry();
        }
    }

    private void isIncomplete(RoomId.User user, Instant before) {
        incomplete.putLast(user, later(before, incomplete.getOrDefault(user, before)));
        if (incomplete.size() > MAX_INCOMPLETE) {
            complete = later(complete, incomplete.pollFirstEntry().getValue());
        }
    }

    private void forget(Visit visit) {
        var weighed = all.remove(visit);
        if (weighed == null) {
            return;
        }
        weight -= weighed;
        ofUsers.computeIfPresent(visit.user(), (_, ofUser) -> {
            ofUser.remove(visit);
            return ofUser.isEmpty() ? null : ofUser;
        });
    }

    private static Instant endOf(Visit visit) {
        var end = visit.end();
        return end == null ? visit.since() : end.at();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
