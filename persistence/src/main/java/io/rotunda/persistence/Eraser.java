package io.rotunda.persistence;

import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases what is left of rooms that were deleted. In portions, each a transaction: a room may hold millions of
/// messages. Which rooms they are is kept until nothing is left, so that whoever starts next goes on.
final class Eraser implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ConnectionPool pool;
    private final Thread thread;
    private volatile boolean closed;

    Eraser(ConnectionPool pool) {
        this.pool = pool;
        thread = Thread.startVirtualThread(this::run);
    }

    /// A room was deleted.
    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            var pause = EVERY;
            try {
                eraseAll();
            } catch (Unavailable _) {
                pause = RETRY;
            } catch (RuntimeException | Error e) {
                // Nobody else in this process would ever erase.
                LOG.error("what is left of deleted rooms cannot be erased yet", e);
            }
            if (!closed) {
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    private void eraseAll() {
        boolean more = true;
        while (more && !closed) {
            more = pool.transact(connection -> erase(new Erasures(connection)));
        }
    }

    /// Erases some of one room that nobody else is erasing.
    ///
    /// @return whether there was one
    private static boolean erase(Erasures erasures) throws SQLException {
        OptionalLong room = erasures.take();
        if (room.isEmpty()) {
            return false;
        }
        if (!erasures.erase(room.getAsLong())) {
            erasures.over(room.getAsLong());
        }
        return true;
    }
}
