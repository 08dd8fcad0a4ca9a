package io.rotunda.server.wire;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Many deadlines of one length, on one event loop. As all wait equally long, the order of arrival is
/// the order of expiry: a queue with one timer for its head replaces a timer for each connection, and
/// is exact to the resolution of the loop.
final class Deadlines {
    private static final int HASTE = 10;

    private final EventLoop loop;
    private final long delayNanos;
    private @Nullable Deadline first;
    private @Nullable Deadline last;
    private boolean timerSet;

    Deadlines(EventLoop loop, Duration delay) {
        this.loop = loop;
        this.delayNanos = delay.toNanos();
    }

    /// Starts the full delay for `deadline`, leaving the queue that it was in.
    void restart(Deadline deadline) {
        deadline.cancelDeadline();
        deadline.queue = this;
        deadline.dueNanos = System.nanoTime() + delayNanos;
        deadline.earlier = last;
        if (last == null) {
            first = deadline;
        } else {
            last.later = deadline;
        }
        last = deadline;
        setTimer();
    }

    void remove(Deadline deadline) {
        var before = deadline.earlier;
        var after = deadline.later;
        if (before == null) {
            first = after;
        } else {
            before.later = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.earlier = before;
        }
        deadline.earlier = null;
        deadline.later = null;
        deadline.queue = null;
    }

    /// Ends the time of the one that has been idle for longest, if that is a tenth of its time.
    ///
    /// @return whether there was one
    boolean hasten() {
        long latest = System.nanoTime() + delayNanos - delayNanos / HASTE;
        for (var one = first; one != null && one.dueNanos - latest <= 0; one = one.later) {
            if (one.idle()) {
                remove(one);
                one.due(this);
                return true;
            }
        }
        return false;
    }

    int size() {
        int size = 0;
        for (var one = first; one != null; one = one.later) {
            size++;
        }
        return size;
    }

    private void setTimer() {
        if (!timerSet && first != null) {
            timerSet = true;
            loop.schedule(this::expire, first.dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private void expire() {
        timerSet = false;
        long now = System.nanoTime();
        while (first != null && first.dueNanos - now <= 0) {
            var expired = first;
            remove(expired);
            expired.due(this);
        }
        setTimer();
    }
}
