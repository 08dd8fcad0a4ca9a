package io.rotunda.server.webhooks;

import io.rotunda.persistence.OutboxLease;
import java.time.Duration;

/// Looks for lines with something to tell, a page at a time, from the first to the last and then anew. Also while
/// others have more to tell than can be told: whoever is found then stands behind them, and has its turn. One thread;
/// times are those of [System#nanoTime].
final class Search {
    /// How soon what other processes noted is found.
    static final Duration POLL = Duration.ofSeconds(1);

    /// What is noted within this is looked for once.
    private static final Duration LINGER = Duration.ofMillis(10);

    /// How many lines are looked for at a time.
    private static final int PAGE = 100;

    /// So many times as long as it took, the next search waits: one through many lines is not to be all that is done.
    private static final int REST = 4;

    private final OutboxLease lease;
    private final Lines lines;

    /// Behind which line to look on.
    private long after = Long.MIN_VALUE;

    private long next;
    private long earliest;
    private long took;

    Search(OutboxLease lease, Lines lines, long now) {
        this.lease = lease;
        this.lines = lines;
        next = now;
        earliest = now;
    }

    /// When to look.
    long next(long now) {
        return underWay() ? now : next;
    }

    /// Something may be there that was not.
    void soon(long now) {
        next = Math.min(next, Math.max(now + LINGER.toNanos(), earliest));
    }

    /// The next lines, or the first ones again.
    void look() {
        long begun = System.nanoTime();
        if (!underWay()) {
            took = 0;
            next = begun + POLL.toNanos();
        }
        var found = lease.lines(after, PAGE);
        found.forEach(lines::found);
        long now = System.nanoTime();
        took += now - begun;
        earliest = now + REST * took;
        after = found.size() < PAGE ? Long.MIN_VALUE : found.getLast();
        next = underWay() ? next : Math.max(next, earliest);
    }

    private boolean underWay() {
        return after != Long.MIN_VALUE;
    }
}
