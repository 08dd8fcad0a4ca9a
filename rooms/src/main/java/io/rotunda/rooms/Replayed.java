package io.rotunda.rooms;

import org.jspecify.annotations.Nullable;

/// A stretch of a room's log that one member was sent by replay, and those before it, apart from each
/// other. Live events come in the order of their positions, so stretches that they have passed are
/// forgotten with the next replay, and not before: a client that comes back may be owed them from there on. Nearly
/// always there is one.
final class Replayed {
    private final long from;
    private final long through;
    private @Nullable Replayed earlier;
    private boolean passed;

    private Replayed(long from, long through, @Nullable Replayed earlier) {
        this.from = from;
        this.through = through;
        this.earlier = earlier;
    }

    /// What was replayed when the positions `from` to `through` are added to `replayed`; an empty
    /// stretch adds nothing.
    static @Nullable Replayed add(@Nullable Replayed replayed, long from, long through) {
        if (from > through) {
            return replayed;
        }
        if (replayed != null && replayed.earlier != null && (replayed.passed || replayed.earlier.passed)) {
            replayed.earlier = null;
        }
        if (replayed == null || replayed.passed || from > replayed.through + 1) {
            return new Replayed(from, through, replayed == null || replayed.passed ? null : replayed);
        }
        if (through < replayed.from - 1) {
            replayed.earlier = add(replayed.earlier, from, through);
            return replayed;
        }
        return add(replayed.earlier, Math.min(from, replayed.from), Math.max(through, replayed.through));
    }

    /// Whether the live event at position `seq` was replayed before. Asked in the order of positions.
    boolean holds(long seq) {
        if (seq > through) {
            passed = true;
            return false;
        }
        return seq >= from || earlier != null && earlier.holds(seq);
    }
}
