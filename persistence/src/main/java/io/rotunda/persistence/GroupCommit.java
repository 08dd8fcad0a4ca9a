package io.rotunda.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Commits messages in batches: many senders share one commit, and each waits for it. A room's messages all
/// take the same lane, so they are committed in the order in which they came.
final class GroupCommit implements AutoCloseable {
    private final List<Inbox> inboxes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    GroupCommit(DataSource source, CommitLimits limits) {
        for (int i = 0; i < limits.lanes(); i++) {
            var inbox = new Inbox(limits.queuedRows() / limits.lanes(), limits.queuedBytes() / limits.lanes());
            var link = new LaneLink(source, Sessions.settings(CommitLane.PATIENCE));
            inboxes.add(inbox);
            threads.add(Thread.ofPlatform().daemon().name("commit-" + i).start(new CommitLane(inbox, link, limits)));
        }
    }

    /// Puts a draft in line; does not wait.
    ///
    /// @throws Unavailable if it was not accepted
    /// @throws Unstorable if it never will be
    Pending submit(Draft draft, Consumer<Message> committed) {
        var pending = new Pending(draft, committed);
        inboxes.get(Math.floorMod(draft.room().hashCode(), inboxes.size())).add(pending);
        return pending;
    }

    /// Whether every lane takes messages.
    boolean accepts() {
        return inboxes.stream().allMatch(Inbox::accepts);
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
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
