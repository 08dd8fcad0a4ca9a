package io.rotunda.handlers;

import org.jspecify.annotations.Nullable;

/// What one socket has done of its share, and how often it was refused more.
final class Allowance {
    /// At so many times the limit, a socket is taken for broken or hostile.
    private static final int PATIENCE = 10;

    private final int limit;
    private final long windowMs;
    private final SlidingWindow handled;
    private @Nullable SlidingWindow refused;

    Allowance(int limit, long windowMs) {
        this.limit = limit;
        this.windowMs = windowMs;
        this.handled = new SlidingWindow(limit, windowMs);
    }

    /// How many milliseconds until so many more events may be handled; 0 for now.
    long waitMs(long now, int weight) {
        return handled.waitMs(now, weight);
    }

    void spend(int weight, long now) {
        handled.add(weight, now);
    }

    /// The last event that was handled counts no more.
    void takeBack() {
        handled.removeNewest();
    }

    /// Notes an event that was refused.
    ///
    /// @return whether the socket has tried too often
    boolean refuse(long now) {
        int patience = Math.clamp((long) limit * PATIENCE, 1, Integer.MAX_VALUE);
        if (refused == null) {
            refused = new SlidingWindow(patience, windowMs);
        }
        if (refused.waitMs(now, 1) == 0) {
            refused.add(1, now);
        }
        return (long) handled.count(now) + refused.count(now) >= patience;
    }

    /// When all of it is forgotten.
    long emptyAt() {
        return refused == null ? handled.emptyAt() : Math.max(handled.emptyAt(), refused.emptyAt());
    }
}
