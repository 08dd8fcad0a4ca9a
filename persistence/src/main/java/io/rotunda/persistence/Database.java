package io.rotunda.persistence;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// One node's access to PostgreSQL. Start reading here: everything of this module hangs on it.
public final class Database implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LATELY = Duration.ofMillis(500);

    /// What transcripts may take of the pool's connections to write: the rest is left to those who come and
    /// read.
    private static final int TRANSCRIPTS_PART = 3;

    private final ConnectionPool pool;
    private final GroupCommit commits;
    private final Stores stores;

    private final ReentrantLock checking = new ReentrantLock();
    private volatile Health health = new Health(true, System.nanoTime());

    private Database(DatabaseUrl url, int poolSize, CommitLimits limits) {
        pool = new ConnectionPool(url, poolSize);
        commits = new GroupCommit(Sessions.impatient(url, CommitLane.PATIENCE), limits);
        stores = new Stores(
                new PostgresMessages(pool, commits),
                new PostgresChanges(commits),
                new PostgresTimelines(pool),
                new PostgresChannels(pool, commits),
                new PostgresTranscripts(pool, Math.max(1, poolSize / TRANSCRIPTS_PART)));
    }

    /// Connects, waiting up to 30 s for a database that is still starting, and brings its tables up to date.
    /// From then on the database may go away and come back.
    ///
    /// @param poolSize how many connections may be open, beside the one or two that commit
    /// @throws Unavailable if no database answers
    /// @throws IllegalStateException if the database refuses us or is not fit; the message says why
    public static Database open(DatabaseUrl url, int poolSize) {
        return open(url, poolSize, CommitLimits.DEFAULT);
    }

    static Database open(DatabaseUrl url, int poolSize, CommitLimits limits) {
        Schema.bringUpToDate(url, START);
        return new Database(url, poolSize, limits);
    }

    public Stores stores() {
        return stores;
    }

    /// Whether the database answers and messages are taken, at most a second ago. Cheap enough for every
    /// probe: one at a time asks the database, the others get the last answer.
    public boolean healthy() {
        if (System.nanoTime() - health.at >= LATELY.toNanos() && checking.tryLock()) {
            try {
                health = new Health(commits.accepts() && pool.answers(LATELY), System.nanoTime());
            } finally {
                checking.unlock();
            }
        }
        return health.good;
    }

    /// Whether more is asked than is soon answered, so that nobody should come who will ask more.
    public boolean crowded() {
        return pool.crowded();
    }

    /// Accepts no more messages, commits and answers those that were accepted, then disconnects.
    @Override
    public void close() {
        commits.close();
        pool.close();
    }

    private record Health(boolean good, long at) {}
}
