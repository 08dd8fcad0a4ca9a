package io.rotunda.server.webhooks;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which lines are being told, which are to be told next, and which have to wait because telling failed. When it
/// failed for several lines in a row, and not for what they say, it is the receiver that is down: then one line at a
/// time is tried, and all when it is up again. One thread; times are those of [System#nanoTime].
final class Lines {
    /// So many lines that failed with no success between them mean that the receiver is down.
    private static final int DOWN = 4;

    /// So many may wait; others are looked for when some are through.
    private static final int MOST = 10_000;

    private final Backoff backoff;
    private final int atOnce;
    private final Deque<Long> ready = new ArrayDeque<>();
    private final Set<Long> told = new HashSet<>();
    private final Map<Long, Failed> failed = new HashMap<>();
    private final TreeSet<Failed> waiting =
            new TreeSet<>(Comparator.comparingLong(Failed::due).thenComparingLong(Failed::line));
    private final Set<Long> known = new HashSet<>();

    /// Those that failed since anything succeeded.
    private final Set<Long> failedInARow = new HashSet<>();

    private int probes;
    private long notBefore = Long.MIN_VALUE;

    /// @param atOnce how many are told at a time
    Lines(Backoff backoff, int atOnce) {
        this.backoff = backoff;
        this.atOnce = atOnce;
    }

    /// There is something to tell in this line.
    void found(long line) {
        if (known.add(line)) {
            ready.add(line);
        }
    }

    /// Whether more lines should be looked for.
    boolean wantsMore() {
        return known.size() < MOST;
    }

    /// A line to be told now; null if none is.
    @Nullable
    Long take(long now) {
        if (told.size() >= limit() || now < notBefore) {
            return null;
        }
        var line = ready.poll();
        if (line == null) {
            if (waiting.isEmpty() || waiting.first().due() > now) {
                return null;
            }
            line = waiting.pollFirst().line();
        }
        told.add(line);
        return line;
    }

    /// Something was told in this line.
    void succeeded(long line, long now) {
        failed.remove(line);
        probes = 0;
        if (down()) {
            notBefore = Long.MIN_VALUE;
            failedInARow.forEach(other -> hasten(other, now));
        }
        failedInARow.clear();
    }

    /// A line is no longer being told, and has to wait.
    ///
    /// @param pause how long the receiver wants to be left alone, in nanoseconds
    /// @param anyLine whether any other would have failed as well
    void failed(long line, long now, long pause, boolean anyLine) {
        told.remove(line);
        var before = failed.get(line);
        int times = before == null ? 1 : before.times() + 1;
        var next = new Failed(line, times, now + Math.max(backoff.nanos(times), pause));
        failed.put(line, next);
        waiting.add(next);
        if (!anyLine) {
            failedInARow.remove(line);
            return;
        }
        failedInARow.add(line);
        if (pause > 0) {
            notBefore = Math.max(notBefore, now + pause);
        }
        if (down()) {
            notBefore = Math.max(notBefore, now + backoff.nanos(++probes));
        }
    }

    /// A line is no longer being told.
    ///
    /// @param more whether there is more in it
    void ended(long line, boolean more) {
        told.remove(line);
        if (more) {
            ready.add(line);
        } else {
            failed.remove(line);
            known.remove(line);
        }
    }

    int beingTold() {
        return told.size();
    }

    /// Whether nothing but the receiver is in the way.
    boolean down() {
        return failedInARow.size() >= DOWN;
    }

    /// When something is due that waits.
    long nextDue(long otherwise) {
        var next = ready.isEmpty()
                ? (waiting.isEmpty() ? otherwise : waiting.first().due())
                : Long.MIN_VALUE;
        return told.size() >= limit() ? otherwise : Math.max(next, notBefore);
    }

    private int limit() {
        return down() ? 1 : atOnce;
    }

    private void hasten(long line, long now) {
        var later = failed.get(line);
        if (later != null && waiting.remove(later)) {
            var sooner = new Failed(line, later.times(), now);
            failed.put(line, sooner);
            waiting.add(sooner);
        }
    }

    /// @param times how often in a row
    private record Failed(long line, int times, long due) {}
}
