package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Transcripts.Segment;
import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Many speak in one call whose lock another node holds.
@Timeout(60)
final class BusyCallIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final int SPEAKERS = 8;
    private static final RoomId.Call BUSY = new RoomId.Call("acme", "busy");
    private static final RoomId.Call QUIET = new RoomId.Call("globex", "quiet");
    private static final Segment SEGMENT = new Segment("ann", "Ann", "hi", null, Instant.EPOCH);

    private final ConnectionPool pool = new ConnectionPool(DATABASE.url(), 3);
    private final Transcripts transcripts = new PostgresTranscripts(pool, 2);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void theyTakeOneConnectionAndTheOthersAreThereForOthers() throws Exception {
        // Platform threads: one that waits for the database looks busy, one that waits for its turn does not.
        var speakers = Stream.generate(() -> Thread.ofPlatform().unstarted(BusyCallIT.this::speak))
                .limit(SPEAKERS)
                .toList();
        try (var elsewhere = DATABASE.connect()) {
            lock(elsewhere);
            speakers.forEach(Thread::start);
            HeldRoom.awaitWaiters(elsewhere, 1);
            awaitWaiting(speakers, SPEAKERS - 1);
            assertTrue(pool.answers(Duration.ZERO));
            transcripts.append(QUIET, SEGMENT);
            assertEquals(1, transcripts.read(QUIET, 0, 10).size());
            elsewhere.rollback();
        }
        for (var speaker : speakers) {
            speaker.join();
        }
    }

    private void speak() {
        try {
            transcripts.append(BUSY, SEGMENT);
        } catch (Unavailable _) {
            // The lock was held for too long, on a slow machine.
        }
    }

    private static void awaitWaiting(List<Thread> threads, int count) {
        while (threads.stream()
                                .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                                .count()
                        < count
                && !Thread.currentThread().isInterrupted()) { // by the test's time-out
            Thread.onSpinWait();
        }
    }

    private static void lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, BUSY.tenant() + "/" + BUSY.roomName());
            statement.execute();
        }
    }
}
