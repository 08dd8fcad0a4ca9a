package io.rotunda.server.chaos.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// In which rooms each client is, as far as its own lines say: an answer that was lost leaves it open.
final class Whereabouts {
    private static final Set<String> LEAVES = Set.of("channel:leave", "conversation:leave");

    private final Truth truth;
    private final Map<String, Set<String>> certain = new HashMap<>();
    private final Map<String, Set<String>> possible = new HashMap<>();

    Whereabouts(Truth truth) {
        this.truth = truth;
    }

    /// Follows a line.
    ///
    /// @return what does not go on behind it; null if all does
    @Nullable
    Ended see(Line line) {
        switch (line) {
            case Line.Connect connect -> {
                if (!connect.recovered()) {
                    certain.remove(connect.client());
                    possible.remove(connect.client());
                    return new Ended(connect.client(), "", true);
                }
            }
            case Line.Invoke invoke -> {
                if (Joins.EVENTS.contains(invoke.event())) {
                    of(possible, invoke.call().client()).add(String.valueOf(invoke.room()));
                }
            }
            case Line.Joined joined -> enter(joined.client(), joined.room());
            case Line.Replay replay -> enter(replay.client(), replay.room());
            case Line.Ok ok -> {
                return left(ok.call(), true);
            }
            case Line.Unknown unknown -> {
                return left(unknown.call(), false);
            }
            default -> {}
        }
        return null;
    }

    private void enter(String client, String room) {
        of(certain, client).add(room);
        of(possible, client).add(room);
    }

    private @Nullable Ended left(Line.Call call, boolean surely) {
        var asked = truth.asked(call);
        if (asked == null || !LEAVES.contains(asked.event())) {
            return null;
        }
        var room = String.valueOf(asked.room());
        of(certain, call.client()).remove(room);
        if (surely) {
            of(possible, call.client()).remove(room);
        }
        return new Ended(call.client(), room, surely);
    }

    boolean in(String client, String room) {
        return certain.getOrDefault(client, Set.of()).contains(room);
    }

    boolean mayBeIn(String client, String room) {
        return possible.getOrDefault(client, Set.of()).contains(room);
    }

    private static Set<String> of(Map<String, Set<String>> rooms, String client) {
        return rooms.computeIfAbsent(client, _ -> new HashSet<>());
    }

    /// A client's stay in a room, or in all of them if it is empty.
    ///
    /// @param surely false if it asked to leave and nobody knows whether that arrived
    record Ended(String client, String room, boolean surely) {
        boolean all() {
            return room.isEmpty();
        }
    }
}
