package io.rotunda.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rotunda.rooms.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The connections for everything but committing messages and changes. Any thread that may block.
final class ConnectionPool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofMillis(200);

    /// How long a question waits for its turn while the database is well but busy, as when everybody comes back
    /// at once. A connection that cannot be had for want of a database is given up much sooner.
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// So many may wait for each connection before whoever comes anew is better told to come later: at a few
    /// milliseconds for each question, those that wait are answered within a second.
    private static final int MANY_WAITING = 50;

    private final HikariDataSource pool;
    private final int size;
    private final Semaphore turns;
    private final Breaker breaker = new Breaker(PROBE, System::nanoTime);
    private volatile long answeredAt = System.nanoTime();

    ConnectionPool(DatabaseUrl url, int size) {
        this.size = size;
        turns = new Semaphore(size, true);
        var config = new HikariConfig();
        config.setPoolName("rotunda");
        config.setDataSource(Sessions.impatient(url, PATIENCE));
        config.setConnectionInitSql(Sessions.settings(PATIENCE));
        config.setMaximumPoolSize(size);
        // No connections in advance: the pool's filler doubles its pause up to 5 s while the database is away,
        // and we want to be back within 2 s. Somebody who waits for a connection starts it anew.
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Sessions.CONNECT.toMillis());
        config.setValidationTimeout(500);
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
    }

    /// Asks the database, in a transaction of its own.
    ///
    /// @throws Unavailable if it cannot answer; in doubt if the connection broke after it was asked
    <T> T ask(Question<T> question) {
        return ask(question, TURN);
    }

    /// The same for several statements, which others see all or none of.
    <T> T transact(Question<T> question) {
        return ask(connection -> {
            connection.setAutoCommit(false); // the pool takes it back, and rolls back what was not committed
            T answer = question.ask(connection);
            connection.commit();
            return answer;
        });
    }

    /// Whether more wait for their turn than are soon answered.
    boolean crowded() {
        return turns.getQueueLength() > size * MANY_WAITING;
    }

    /// How many connections are open.
    int open() {
        var running = pool.getHikariPoolMXBean();
        return running == null ? 0 : running.getTotalConnections();
    }

    /// How many of them are being asked something.
    int busy() {
        return size - turns.availablePermits();
    }

    /// How many questions wait for their turn.
    int waiting() {
        return turns.getQueueLength();
    }

    /// Whether the database answers: it did within `lately`, or it does now. A probe does not stand in line with
    /// those who come back all at once: where questions are being answered, there is nothing to ask.
    boolean answers(Duration lately) {
        if (System.nanoTime() - answeredAt < lately.toNanos()) {
            return true;
        }
        try {
            return ask(connection -> connection.isValid((int) Sessions.CONNECT.toSeconds()), Sessions.CONNECT);
        } catch (Unavailable _) {
            return false;
        }
    }

    private <T> T ask(Question<T> question, Duration turn) {
        takeTurn(turn);
        try {
            return answer(question);
        } finally {
            turns.release();
        }
    }

    private void takeTurn(Duration patience) {
        Waiting.check();
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable("all connections to the database are busy", RETRY_AFTER);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for the database", RETRY_AFTER);
        }
    }

    private <T> T answer(Question<T> question) {
        if (!breaker.permits()) {
            throw new Unavailable("the database is away", RETRY_AFTER);
        }
        boolean asked = false;
        try (var connection = pool.getConnection()) {
            asked = true;
            T answer = question.ask(connection);
            breaker.succeeded();
            answeredAt = System.nanoTime();
            return answer;
        } catch (SQLException e) {
            throw translated(e, asked);
        }
    }

    private RuntimeException translated(SQLException e, boolean asked) {
        if (e instanceof SQLTransientConnectionException && e.getCause() == null) {
            return new Unavailable("all connections to the database are busy", RETRY_AFTER);
        }
        var fault = SqlFault.of(e);
        if (Thread.currentThread().isInterrupted()) {
            return new Unavailable("interrupted while asking the database", RETRY_AFTER); // says nothing about it
        }
        if (fault == SqlFault.LOST) {
            breaker.failed();
        } else {
            breaker.succeeded();
        }
        return switch (fault) {
            case LOST -> new Unavailable(Incident.describe(e), RETRY_AFTER, asked);
            case GIVEN_UP, TIMED_OUT, REFUSED -> new Unavailable(Incident.describe(e), RETRY_AFTER);
            case POISON, DUPLICATE, OURS -> new IllegalStateException(Incident.describe(e));
        };
    }

    @Override
    public void close() {
        pool.close();
    }

    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
