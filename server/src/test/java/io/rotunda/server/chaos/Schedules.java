package io.rotunda.server.chaos;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which faults come how often.
final class Schedules {
    private static final Map<Kind, Integer> SHORT = Map.ofEntries(
            Map.entry(Kind.KILL_SERVER, 20),
            Map.entry(Kind.KILL_POSTGRES, 20),
            Map.entry(Kind.TERMINATE_SERVER, 2),
            Map.entry(Kind.PAUSE_SERVER, 2),
            Map.entry(Kind.PAUSE_POSTGRES, 2),
            Map.entry(Kind.DISK_FULL, 2),
            Map.entry(Kind.CUT, 4),
            Map.entry(Kind.RESET, 4),
            Map.entry(Kind.HALF_CLOSE, 3),
            Map.entry(Kind.BLACKHOLE, 3),
            Map.entry(Kind.ANSWERS_LOST, 3),
            Map.entry(Kind.STALL, 3),
            Map.entry(Kind.LATENCY, 2),
            Map.entry(Kind.THROTTLE, 2));

    private Schedules() {}

    /// Twenty kills of each process, and some of everything else: what `scripts/test` runs.
    static Schedule brief(long seed, Set<Kind> possible) {
        return Schedule.of(seed, only(possible));
    }

    /// As many as there is time for, in the same proportions.
    static Schedule endless(long seed, Set<Kind> possible) {
        return Schedule.of(seed, only(possible), 10_000);
    }

    /// All kinds that can be had on this stage.
    static Set<Kind> possible(Stage stage) {
        var kinds = new HashSet<>(Set.of(Kind.values()));
        if (stage.disk() == null) {
            kinds.remove(Kind.DISK_FULL);
        }
        return kinds;
    }

    private static Map<Kind, Integer> only(Set<Kind> possible) {
        var counts = new EnumMap<>(SHORT);
        counts.keySet().retainAll(possible);
        return counts;
    }
}
