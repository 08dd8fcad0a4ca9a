package io.rotunda.persistence;

import io.rotunda.rooms.Teller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits in batches: many senders share one commit, and each waits for it. Everything of a room takes the same
/// lane, so it is committed, and told, in the order in which it came; within a batch messages come first.
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /// How exactly the time is kept of those who wait on no thread.
    private static final Duration RESOLUTION = Duration.ofMillis(100);

    private final List<Inbox> inboxes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Duration giveUp;
    private final Thread patience;

    GroupCommit(DataSource source, CommitLimits limits) {
        this(source, limits, () -> {}, (_, _) -> {}, false);
    }

    /// @param cameBack runs each time the database is there again; must not block
    /// @param noted whether what is committed is noted in the outbox
    GroupCommit(DataSource source, CommitLimits limits, Runnable cameBack, CommitWatch watch, boolean noted) {
        giveUp = limits.giveUp();
        for (int i = 0; i < limits.lanes(); i++) {
            var inbox = new Inbox(limits.queuedRows() / limits.lanes(), limits.queuedBytes() / limits.lanes());
            var link = new LaneLink(source, Sessions.settings(CommitLane.PATIENCE), noted);
            inboxes.add(inbox);
            var thread = new Teller("commit-" + i, new CommitLane(inbox, link, limits, cameBack, watch));
            thread.start();
            threads.add(thread);
        }
        patience = Thread.ofVirtual().name("commit-patience").start(this::keepTime);
    }

    /// Puts a draft in line; does not wait.
    ///
    /// @throws Unavailable if it was not accepted
    /// @throws Unstorable if it never will be
    PendingDraft submit(Draft draft, Consumer<Message> committed) {
        return submit(new PendingDraft(draft, committed));
    }

    /// Puts something in line; does not wait.
    ///
    /// @throws Unavailable if it was not accepted
    <P extends Pending<?, ?>> P submit(P pending) {
        pending.within(giveUp);
        inboxes.get(Math.floorMod(pending.room().hashCode(), inboxes.size())).add(pending);
        return pending;
    }

    /// Whether every lane accepts something.
    boolean accepts() {
        return inboxes.stream().allMatch(Inbox::accepts);
    }

    /// How many messages and changes wait.
    int queued() {
        return inboxes.stream().mapToInt(Inbox::size).sum();
    }

    /// A lane cannot: it is when a statement hangs that somebody has to be woken.
    private void keepTime() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(RESOLUTION.toNanos());
            try {
                inboxes.forEach(Inbox::wakeOverdue);
            } catch (RuntimeException | Error e) {
                // Nobody else would ever wake those whose statements hang.
                Incident.log(LOG, "who waited for too long was not woken", e);
            }
        }
    }

    /// Accepts nothing more, commits and answers what was accepted, then returns.
    @Override
    public void close() {
        inboxes.forEach(Inbox::close);
        boolean interrupted = false;
        for (var thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    interrupted = true; // what was accepted is answered; the lanes' own deadlines bound this
                }
            }
        }
        patience.interrupt();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
