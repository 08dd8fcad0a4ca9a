package io.rotunda.persistence;

import io.rotunda.rooms.Teller;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that commits what is in its inbox, batch after batch: a batch is what gathered while the
/// one before was committed. Keeps the connection to the database, and says so when there is none.
final class CommitLane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLane.class);

    /// Less than what a batch has in all, so that there is time to ask what became of it.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration RECONNECT = Duration.ofMillis(200);

    /// An idle lane finds out about an outage this soon, and not by the next message being in doubt.
    private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

    /// So many rows in one batch are load.
    private static final int MANY = 32;

    /// So many deliveries of one batch are: while the event loops write them, the next may as well gather.
    private static final int CROWD = 256;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Inbox inbox;
    private final LaneLink link;
    private final CommitLimits limits;
    private final Runnable cameBack;
    private final CommitWatch watch;
    /// In the order in which a batch is committed.
    private final List<Settlement<?>> settlements;
    private boolean reported;

    private boolean watchFailed;

    /// Whether the last batch was load.
    private boolean busy;

    /// @param cameBack runs each time the database is there again
    CommitLane(Inbox inbox, LaneLink link, CommitLimits limits, Runnable cameBack, CommitWatch watch) {
        this.cameBack = cameBack;
        this.watch = watch;
        this.inbox = inbox;
        this.link = link;
        this.limits = limits;
        var deleted = new DeletedRooms();
        this.settlements = List.of(
                new Settlement<>(new DraftKeeper(deleted), link, this::away),
                new Settlement<>(new ChangeKeeper(), link, this::away),
                new Settlement<>(new PatchKeeper(), link, this::away),
                new Settlement<>(new DeletionKeeper(deleted), link, this::away));
    }

    @Override
    public void run() {
        boolean open = true;
        while (open) {
            try {
                open = serve();
            } catch (RuntimeException | Error e) {
                // Without its lane a room would be mute until the next start.
                Incident.log(LOG, "a lane stumbled", e);
                link.drop();
                away();
                open = inbox.pause(RECONNECT);
            }
        }
        link.drop();
    }

    /// @return false once there is nothing left to do
    private boolean serve() {
        if (!connected()) {
            away();
            return inbox.pause(RECONNECT);
        }
        if (!settlements.stream().allMatch(Settlement::catchUp)) {
            away();
            return inbox.pause(RECONNECT);
        }
        link.forgetLost();
        back();
        var batch = inbox.take(limits.batchRows(), limits.batchBytes(), IDLE_CHECK, linger());
        if (batch == null) {
            return false;
        }
        if (batch.isEmpty()) {
            busy = false;
            link.alive(); // a dead connection is dropped, and the next turn sees it
        } else {
            long taken = System.nanoTime();
            var commit = Commit.begun();
            settle(batch);
            commit.end(batch);
            long heard = Teller.takeHeard();
            busy = batch.size() >= MANY || heard >= CROWD;
            tellWatch(batch.size(), System.nanoTime() - taken);
        }
        return true;
    }

    /// Whoever watches is no reason to refuse what waits. It would fail each time, and is logged once.
    private void tellWatch(int rows, long nanos) {
        try {
            watch.settled(rows, nanos);
        } catch (RuntimeException | Error e) {
            if (!watchFailed) {
                watchFailed = true;
                Incident.log(LOG, "who watches commits failed", e);
            }
        }
    }

    /// What a statement costs is shared by its rows, and what writing to a socket costs by the messages. Under load
    /// more of them come soon; with few nobody is kept waiting.
    private Duration linger() {
        return busy ? limits.linger() : Duration.ZERO;
    }

    private void settle(List<Pending<?, ?>> batch) {
        long deadline = System.nanoTime() + limits.giveUp().toNanos();
        for (var settlement : settlements) {
            if (!settlement.settle(batch, deadline)) {
                // What comes after it would be told before it.
                refuse(batch);
                return;
            }
        }
    }

    private boolean connected() {
        return link.connected() || link.alive();
    }

    private void away() {
        if (!reported) {
            reported = true;
            LOG.warn("The database is away: everything is refused until it is back");
        }
        refuse(inbox.away());
    }

    /// No effect on those that were answered before.
    private static void refuse(List<Pending<?, ?>> batch) {
        for (var pending : batch) {
            pending.fail(new Unavailable("the database is away", RETRY_AFTER));
        }
    }

    private void back() {
        if (reported) {
            reported = false;
            LOG.info("The database is back");
            cameBack.run();
        }
        inbox.back();
    }
}
