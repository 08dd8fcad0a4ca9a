package io.rotunda.handlers;

import java.util.ArrayList;
import java.util.List;

/// What a client was sent from a room's log.
///
/// @param stretches the positions that it was sent, in rising order
/// @param through the client is told of everything behind this position live, or with the next page
/// @param logEnd the room's last position when the log was read
record Replay(List<Stretch> stretches, long through, long logEnd) {
    Replay {
        stretches = List.copyOf(stretches);
    }

    /// Everything at the positions `from` to `through`; nothing if `from` is the larger.
    static Replay of(long from, long through, long logEnd) {
        return new Replay(List.of(new Stretch(from, through)), through, logEnd);
    }

    /// What lies at these positions, and not what lies between them.
    static Replay of(List<Long> positions, long logEnd) {
        var stretches = new ArrayList<Stretch>();
        for (long position : positions) {
            var last = stretches.isEmpty() ? null : stretches.getLast();
            if (last != null && last.through() == position - 1) {
                stretches.set(stretches.size() - 1, new Stretch(last.from(), position));
            } else {
                stretches.add(new Stretch(position, position));
            }
        }
        return new Replay(stretches, logEnd, logEnd);
    }

    /// How many positions it has.
    long size() {
        long size = 0;
        for (int i = 0; i < stretches.size(); i++) { // no stream: this is asked of everybody who enters
            size += stretches.get(i).size();
        }
        return size;
    }

    /// Whether the client is to ask for a next page.
    boolean hasMore() {
        return through < logEnd;
    }

    record Stretch(long from, long through) {
        private long size() {
            return Math.max(0, through - from + 1);
        }
    }
}
