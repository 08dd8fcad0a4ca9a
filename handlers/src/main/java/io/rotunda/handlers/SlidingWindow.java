package io.rotunda.handlers;

import java.util.Arrays;

/// When something happened, for as long as it counts: exactly the events of the last `windowMs`
/// milliseconds, `limit` of them at most. Grows with what happens, so that a quiet one is small.
final class SlidingWindow {
    private static final int SMALL = 8;

    private final int limit;
    private final long windowMs;
    private long[] times;
    private int oldest;
    private int size;

    SlidingWindow(int limit, long windowMs) {
        this.limit = limit;
        this.windowMs = windowMs;
        this.times = new long[Math.min(SMALL, limit)];
    }

    int count(long now) {
        if (size > 0 && newest() - now > windowMs) {
            size = 0; // the clock was set back: what it said before means nothing now
        }
        while (size > 0 && times[oldest] <= now - windowMs) {
            oldest = (oldest + 1) % times.length;
            size--;
        }
        return size;
    }

    /// How many milliseconds until so many more fit, which is within the limit; 0 if they do now.
    long waitMs(long now, int more) {
        int tooMany = count(now) + more - limit;
        return tooMany <= 0 ? 0 : times[(oldest + tooMany - 1) % times.length] + windowMs - now;
    }

    /// Notes so many more; the caller has asked whether they fit.
    void add(int more, long now) {
        long time = size == 0 ? now : Math.max(now, newest());
        for (int i = 0; i < more; i++) {
            if (size == times.length) {
                grow();
            }
            times[(oldest + size++) % times.length] = time;
        }
    }

    /// Forgets the last that was noted; does nothing if none counts any more.
    void removeNewest() {
        size = Math.max(0, size - 1);
    }

    /// When everything noted so far stops counting.
    long emptyAt() {
        return size == 0 ? Long.MIN_VALUE : newest() + windowMs;
    }

    private long newest() {
        return times[(oldest + size - 1) % times.length];
    }

    private void grow() {
        var larger = Arrays.copyOf(times, Math.min(limit, times.length * 2));
        for (int i = 0; i < size; i++) {
            larger[i] = times[(oldest + i) % times.length];
        }
        times = larger;
        oldest = 0;
    }
}
