package io.rotunda.server.chaos;

import java.util.List;
import java.util.Locale;

/// What can go wrong.
enum Kind {
    KILL_SERVER,
    PAUSE_SERVER,
    TERMINATE_SERVER,
    KILL_POSTGRES,
    PAUSE_POSTGRES,
    DISK_FULL,
    CUT,
    RESET,
    HALF_CLOSE,
    BLACKHOLE,
    ANSWERS_LOST,
    STALL,
    LATENCY,
    THROTTLE;

    /// What can be hit.
    enum Target {
        SERVER,
        POSTGRES,
        CLIENTS_LINK,
        DATABASE_LINK;

        String wireName() {
            return Kind.wireName(this);
        }
    }

    /// What this can happen to.
    List<Target> targets() {
        return switch (this) {
            case KILL_SERVER, PAUSE_SERVER, TERMINATE_SERVER -> List.of(Target.SERVER);
            case KILL_POSTGRES, PAUSE_POSTGRES, DISK_FULL -> List.of(Target.POSTGRES);
            case CUT, RESET, HALF_CLOSE, BLACKHOLE, ANSWERS_LOST, STALL, LATENCY, THROTTLE ->
                List.of(Target.CLIENTS_LINK, Target.DATABASE_LINK);
        };
    }

    /// As in histories, reports and on the command line: `kill-server`.
    String wireName() {
        return wireName(this);
    }

    private static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
