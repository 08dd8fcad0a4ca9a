package io.rotunda.server.chaos.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Each client hears each durable event of its rooms once, in the order of `seq`, over live, recovery and replay;
/// and in the end those that are in a room have heard all of it.
final class LiveFollowsWithoutGapOrRepeat extends Rule {
    private final Whereabouts whereabouts;
    private final Map<String, Map<String, Standing>> standings = new HashMap<>();
    private final Map<String, Long> entered = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    /// Those of whom not all pages were sent yet.
    private final Set<String> paging = new HashSet<>();

    LiveFollowsWithoutGapOrRepeat(Truth truth, Verdict verdict) {
        super(truth, verdict);
        whereabouts = new Whereabouts(truth);
    }

    @Override
    void see(Line line) {
        switch (line) {
            case Line.Joined joined -> join(joined);
            case Line.Replay replay -> replay(replay);
            case Line.Deliver heard -> hear(heard);
            case Line.Connect connect -> gone.remove(connect.client());
            case Line.Disconnect disconnect -> gone.add(disconnect.client());
            default -> {}
        }
        var ended = whereabouts.see(line);
        if (ended != null) {
            of(ended.client()).keySet().removeIf(room -> ended.all() || room.equals(ended.room()));
            forget(entered.keySet(), ended);
            forget(paging, ended);
        }
    }

    private static void forget(Set<String> keys, Whereabouts.Ended ended) {
        keys.removeIf(key ->
                ended.all() ? key.startsWith(ended.client() + " ") : key.equals(ended.client() + " " + ended.room()));
    }

    private void join(Line.Joined joined) {
        entered.put(joined.client() + " " + joined.room(), joined.seq());
        if (!of(joined.client()).containsKey(joined.room())) {
            var standing = new Standing();
            standing.begin(joined.seq());
            of(joined.client()).put(joined.room(), standing);
        }
    }

    private void replay(Line.Replay replay) {
        var key = replay.client() + " " + replay.room();
        var log = truth.log(replay.room());
        long end = entered.containsKey(key) ? entered.remove(key) : Stretch.leastLogEnd(replay, log);
        var standing = of(replay.client()).get(replay.room());
        if (standing == null) {
            standing = new Standing();
            standing.begin(end); // the answer was lost, and the page came with the recovery
            of(replay.client()).put(replay.room(), standing);
        }
        var stretch = Stretch.of(replay, log, end);
        if (replay.after() != null && (standing.untold(end) || paging.contains(key))) {
            standing.resume(stretch.through());
        } else {
            for (var message : replay.messages()) {
                standing.replayed(Durable.seq(message));
            }
            for (var event : replay.events()) {
                standing.replayed(Durable.seq(event.path("data")));
            }
        }
        if (replay.hasMore() && stretch.through() < end) {
            paging.add(key);
        } else {
            paging.remove(key);
        }
    }

    private void hear(Line.Deliver heard) {
        var room = heard.room();
        if (room == null || !Durable.is(heard)) {
            return;
        }
        var standing = of(heard.client()).get(room);
        if (standing == null) {
            return; // another rule says so
        }
        long known = standing.known();
        long seq = Durable.seq(heard.payload());
        var what = switch (standing.live(seq)) {
            case NEXT -> "";
            case GAP -> "a gap: nothing was heard of " + (known + 1) + " to " + (seq - 1);
            case REPEATED -> "was heard before";
            case BACKWARDS -> "came after a later one";
        };
        check(what.isEmpty(), room + " " + heard.client(), seq, what, heard.number());
    }

    @Override
    void end() {
        standings.forEach((client, rooms) -> rooms.forEach((room, standing) -> {
            if (!gone.contains(client)) {
                var log = truth.log(room);
                check(
                        standing.known() == log.last(),
                        room + " " + client,
                        standing.known(),
                        "it is in the room in the end, and has not heard all through " + log.last(),
                        log.line());
            }
        }));
    }

    private Map<String, Standing> of(String client) {
        return standings.computeIfAbsent(client, _ -> new HashMap<>());
    }
}
