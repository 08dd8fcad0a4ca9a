package io.rotunda.server.webhooks;

import io.rotunda.persistence.OutboxLease;
import io.rotunda.persistence.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds how much waits, and makes the oldest give way where it is too old or too much. One thread.
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /// What the receiver was not told of by then, it is told no more.
    static final Duration GIVE_UP = Duration.ofDays(1);

    private static final Duration FAR = Duration.ofDays(365);
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// So many are counted without a need, to be shown; of more it is shown how many there are at most.
    private static final int CHEAP = 1_000_000;

    /// Looking counts the rows: it may take this part of the time.
    private static final int PART = 50;

    /// So many give way in one statement.
    private static final int PORTION = 1_000;

    /// So many portions, and what can be delivered has its turn again.
    private static final int PORTIONS = 20;

    private final int maxPending;
    private final Counts counts;
    private final InstantSource clock;
    private long next = System.nanoTime();

    Upkeep(int maxPending, Counts counts, InstantSource clock) {
        this.maxPending = maxPending;
        this.counts = counts;
        this.clock = clock;
    }

    /// When the next look is due.
    long next() {
        return next;
    }

    /// What cannot be found out is not known this time: nobody waits for it to be told.
    void look(OutboxLease lease) {
        long begun = System.nanoTime();
        if (begun - next < 0) {
            return;
        }
        long gone = 0;
        try {
            gone = makeRoom(lease);
        } catch (Unavailable e) {
            LOG.warn("How much waits for the receiver of webhooks is not known this time ({})", e.getMessage());
        } finally {
            long took = System.nanoTime() - begun;
            // What was left for the next time is not left for long.
            next = System.nanoTime() + (gone > 0 ? took : Math.max(LOOK.toNanos(), took * PART));
        }
    }

    private long makeRoom(OutboxLease lease) {
        var now = clock.instant();
        var oldest = lease.oldest();
        long pending = pending(lease);
        boolean old = oldest != null && oldest.isBefore(now.minus(GIVE_UP));
        long gone = old ? giveWay(lease, pending, now.minus(GIVE_UP), "for a day the receiver did not accept them") : 0;
        long over = pending - gone - maxPending;
        gone += over > 0 ? giveWay(lease, over, now.plus(FAR), "more than WEBHOOK_MAX_PENDING waited") : 0;
        lease.joinGaps();
        counts.pendingEvents = pending - gone;
        counts.oldestSeconds =
                oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / 1e3);
        return gone;
    }

    /// No more is counted than could give way at once.
    private long pending(OutboxLease lease) {
        long most = lease.mayWait();
        return most <= Math.min(CHEAP, maxPending) || most > maxPending
                ? lease.waiting(maxPending + (long) PORTION * PORTIONS)
                : most;
    }

    private long giveWay(OutboxLease lease, long most, Instant before, String why) {
        long gone = 0;
        for (int i = 0; i < PORTIONS && gone < most; i++) {
            int portion = (int) Math.min(PORTION, most - gone);
            long some = lease.giveWay(portion, before);
            gone += some;
            if (some < portion) {
                break;
            }
        }
        if (gone > 0) {
            counts.givenUpEvents.add(gone);
            LOG.warn("{} events were given up, and the receiver of webhooks is told which: {}", gone, why);
        }
        return gone;
    }
}
