package io.rotunda.persistence;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// One node's access to PostgreSQL. Start reading here: everything of this module hangs on it.
public final class Database implements AutoCloseable {
    /// The settings of PostgreSQL on which the promise rests that what was acknowledged is not lost.
    public static final Set<String> DURABILITY = DurabilityWatch.SETTINGS;

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration LATELY = Duration.ofMillis(500);

    /// What transcripts may take of the pool's connections to write: the rest is left to those who come and
    /// read.
    private static final int TRANSCRIPTS_PART = 3;

    private final ConnectionPool pool;
    private final DurabilityWatch durability;
    private final GroupCommit commits;
    private final Stores stores;
    private final Outbox outbox;
    private final Eraser eraser;

    private final ReentrantLock checking = new ReentrantLock();
    private volatile Health health = new Health(true, System.nanoTime());

    private Database(
            DatabaseUrl url, int poolSize, CommitLimits limits, Duration look, CommitWatch watch, boolean noted) {
        pool = new ConnectionPool(url, poolSize);
        durability = new DurabilityWatch(pool, look);
        outbox = new Outbox(url, pool);
        eraser = new Eraser(pool);
        commits = new GroupCommit(
                Sessions.impatient(url, CommitLane.PATIENCE),
                limits,
                durability::wake,
                noted ? watch.then(outbox::noted) : watch,
                noted);
        stores = new Stores(
                new PostgresMessages(pool, commits),
                new PostgresChanges(commits),
                new PostgresTimelines(pool, commits, eraser),
                new PostgresChannels(pool, commits),
                new PostgresConversations(pool),
                new PostgresTranscripts(pool, Math.max(1, poolSize / TRANSCRIPTS_PART)),
                new PostgresReceipts(pool));
    }

    /// Connects, waiting up to 30 s for a database that is still starting, and brings its tables up to date.
    /// From then on the database may go away and come back.
    ///
    /// @param poolSize how many connections may be open, beside the one or two that commit
    /// @throws Unavailable if no database answers
    /// @throws IllegalStateException if the database refuses us or is not fit; the message says why
    public static Database open(DatabaseUrl url, int poolSize) {
        return open(url, poolSize, (_, _) -> {});
    }

    /// The same, and somebody hears how commits go.
    public static Database open(DatabaseUrl url, int poolSize, CommitWatch watch) {
        return open(url, poolSize, watch, false);
    }

    /// The same.
    ///
    /// @param noted whether all that is committed is noted in the [Outbox], for somebody to deliver
    public static Database open(DatabaseUrl url, int poolSize, CommitWatch watch, boolean noted) {
        return open(url, poolSize, CommitLimits.DEFAULT, LOOK, watch, noted);
    }

    static Database open(DatabaseUrl url, int poolSize, CommitLimits limits) {
        return open(url, poolSize, limits, LOOK, (_, _) -> {}, false);
    }

    /// @param look how often the durability of the database is looked at
    static Database open(
            DatabaseUrl url, int poolSize, CommitLimits limits, Duration look, CommitWatch watch, boolean noted) {
        Schema.bringUpToDate(url, START);
        return new Database(url, poolSize, limits, look, watch, noted);
    }

    public Stores stores() {
        return stores;
    }

    public Outbox outbox() {
        return outbox;
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

    /// How many connections are open, beside those that commit.
    public int openConnections() {
        return pool.open();
    }

    /// How many questions are being asked on them.
    public int questions() {
        return pool.busy();
    }

    /// How many questions wait for their turn.
    public int waitingQuestions() {
        return pool.waiting();
    }

    /// Those of [#DURABILITY] that are off: what is committed can be lost. Looked at each minute, and whenever the
    /// database has been away.
    public Set<String> durabilityOff() {
        return durability.off();
    }

    /// How many messages and changes wait to be committed.
    public int queuedRows() {
        return commits.queued();
    }

    /// Accepts no more messages, commits and answers those that were accepted, then disconnects.
    @Override
    public void close() {
        durability.close();
        eraser.close();
        commits.close();
        pool.close();
    }

    private record Health(boolean good, long at) {}
}
