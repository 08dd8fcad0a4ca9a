package io.rotunda.handlers;

import java.time.Duration;
import java.util.function.Consumer;

/// How fast lines are passed on: as many as a socket may send chunks. Who writes faster is held up, not refused.
///
/// @param sleep waits so long
record Pace(int events, Duration window, Consumer<Duration> sleep) {

    static Pace usual() {
        return new Pace(MessageStreamChunk.BUDGET.events(), MessageStreamChunk.BUDGET.window(), Pace::sleep);
    }

    Beat begin() {
        return new Beat();
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One writer's.
    final class Beat {
        private final long[] times = new long[events];
        private int next;
        private boolean full;

        /// Returns when the next line may go.
        void next() {
            long now = System.nanoTime();
            long free = full ? times[next] + window.toNanos() - now : 0;
            if (free > 0) {
                sleep.accept(Duration.ofNanos(free));
                now += free;
            }
            times[next] = now;
            next = (next + 1) % times.length;
            full |= next == 0;
        }
    }
}
