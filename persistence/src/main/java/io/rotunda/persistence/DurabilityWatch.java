package io.rotunda.persistence;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether PostgreSQL still keeps what it has committed: an operator may switch that off while we run. Says so
/// once for each change, and goes on serving.
final class DurabilityWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DurabilityWatch.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    static final Set<String> SETTINGS = Set.of("fsync", "full_page_writes", "synchronous_commit");

    /// As they are for our own sessions, which see to `synchronous_commit` themselves.
    private static final String QUESTION =
            "SELECT name FROM pg_settings WHERE setting = 'off' AND name IN ('" + String.join("', '", SETTINGS) + "')";

    private final ConnectionPool pool;
    private final Duration every;
    private final Thread thread;
    private volatile Set<String> off = Set.of();

    /// Whether it was said that the database refuses to answer; touched by one thread at a time.
    private boolean refused;

    private volatile boolean closed;

    /// Looks once before it returns, then now and again.
    DurabilityWatch(ConnectionPool pool, Duration every) {
        this.pool = pool;
        this.every = every;
        look();
        thread = Thread.startVirtualThread(this::run);
    }

    /// The settings that are off, as far as we know.
    Set<String> off() {
        return off;
    }

    /// Looks again now: it may be another database that answers.
    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        boolean seen = true;
        while (!closed) {
            LockSupport.parkNanos((seen ? every : RETRY).toNanos());
            seen = closed || look();
        }
    }

    /// @return whether the database answered
    private boolean look() {
        try {
            var now = pool.ask(connection -> {
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery(QUESTION)) {
                    var names = new TreeSet<String>();
                    while (row.next()) {
                        names.add(row.getString(1));
                    }
                    return names;
                }
            });
            report(now);
            off = now;
            refused = false;
            return true;
        } catch (Unavailable _) {
            return false;
        } catch (RuntimeException e) {
            if (!refused) {
                LOG.error("PostgreSQL does not tell whether it keeps what it commits", e);
            }
            refused = true;
            return false;
        }
    }

    private void report(Set<String> now) {
        for (var name : now) {
            if (!off.contains(name)) {
                LOG.warn("PostgreSQL runs with {} = off: acknowledged messages can be lost in a crash", name);
            }
        }
        for (var name : off) {
            if (!now.contains(name)) {
                LOG.info("PostgreSQL runs with {} on again", name);
            }
        }
    }
}
