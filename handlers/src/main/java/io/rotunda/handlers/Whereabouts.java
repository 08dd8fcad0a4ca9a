package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Where users' sockets were on this node that are not connected any more: by time and number, the oldest are
/// forgotten first. Nothing of content. A visit is not written to while it is here. Any thread.
final class Whereabouts {
    private static final int MAX_OF_A_USER = 20;
    private static final int MAX_WEIGHT = 100_000;

    /// The one that ended first comes first.
    private final LinkedHashSet<Visit> all = new LinkedHashSet<>();

    private final Map<RoomId.User, OfUser> ofUsers = new HashMap<>();
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
        var ofUser = ofUsers.get(user);
        return ofUser == null ? since : later(since, ofUser.complete);
    }

    synchronized void ended(Visit visit) {
        if (memory.isZero()) {
            return;
        }
        all.add(visit);
        weight += visit.weight();
        var ofUser = ofUsers.computeIfAbsent(visit.user(), _ -> new OfUser(complete));
        ofUser.visits.add(visit);
        if (ofUser.visits.size() > MAX_OF_A_USER) {
            var first = ofUser.visits.getFirst();
            ofUser.complete = later(ofUser.complete, endOf(first));
            forget(first);
        }
        while (weight > MAX_WEIGHT) {
            var first = all.getFirst();
            complete = later(complete, endOf(first));
            forget(first);
        }
    }

    /// The socket is connected again.
    synchronized void back(Visit visit) {
        forget(visit);
    }

    /// Those of a user, in the order in which they ended.
    synchronized List<Visit> of(RoomId.User user) {
        var ofUser = ofUsers.get(user);
        return ofUser == null ? List.of() : List.copyOf(ofUser.visits);
    }

    /// Forgets what was too long ago. About once a second.
    synchronized void tick(Instant now) {
        var longAgo = now.minus(memory);
        while (!all.isEmpty() && endOf(all.getFirst()).isBefore(longAgo)) {
            forget(all.getFirst());
        }
    }

    private void forget(Visit visit) {
        if (!all.remove(visit)) {
            return;
        }
        weight -= visit.weight();
        ofUsers.computeIfPresent(visit.user(), (_, ofUser) -> {
            ofUser.visits.remove(visit);
            return ofUser.visits.isEmpty() ? null : ofUser;
        });
    }

    private static Instant endOf(Visit visit) {
        var end = visit.end();
        return end == null ? visit.since() : end.at();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static final class OfUser {
        private final ArrayDeque<Visit> visits = new ArrayDeque<>(2);
        private Instant complete;

        OfUser(Instant complete) {
            this.complete = complete;
        }
    }
}
