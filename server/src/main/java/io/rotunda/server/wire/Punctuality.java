package io.rotunda.server.wire;

import io.rotunda.rooms.Stopwatch;

/// How long after something came to be it was written: once for all members of a room on a loop, and what one turn
/// of the loop writes, with one look at the clock. Touched on its loop only.
final class Punctuality {
    /// As much is told in one turn; of more, the rest is not measured.
    private static final int MOST = 128;

    private final WireWatch watch;
    private final int[] since = new int[MOST];
    private int told;

    Punctuality(WireWatch watch) {
        this.watch = watch;
    }

    /// Something is being written that came to be then, on the [Stopwatch].
    void telling(int at) {
        if (told < MOST) {
            since[told++] = at;
        }
    }

    /// All of it was flushed.
    void flushed() {
        if (told > 0) {
            int now = Stopwatch.micros();
            for (int i = 0; i < told; i++) {
                watch.written(now - since[i]);
            }
            told = 0;
        }
    }
}
