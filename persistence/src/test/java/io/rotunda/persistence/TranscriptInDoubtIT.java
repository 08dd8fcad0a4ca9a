package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.persistence.Transcripts.Kept;
import io.rotunda.persistence.Transcripts.Segment;
import io.rotunda.rooms.RoomId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An error while a segment is kept does not mean that it was not.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class TranscriptInDoubtIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final RoomId.Call call = new RoomId.Call("acme", UUID.randomUUID().toString());
    private final Wire wire;
    private final ConnectionPool pool;
    private final Transcripts transcripts;

    TranscriptInDoubtIT() throws IOException {
        wire = new Wire(DATABASE.port());
        pool = new ConnectionPool(DATABASE.url(wire.port()), 1);
        transcripts = new PostgresTranscripts(pool, 1);
    }

    /// The pool has a connection, so the next answer is that to a segment.
    @BeforeEach
    void begin() {
        transcripts.append(call, segment("first"));
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        wire.close();
    }

    @Test
    void aSegmentWhoseAnswerWasLostIsKeptOnce() {
        wire.loseAnswers();
        transcripts.append(call, segment("second"));
        assertEquals(List.of("first", "second"), kept());
    }

    /// The statement whose connection was cut is still waiting for the call when it is tried again.
    @Test
    void aSegmentThatIsTriedAgainBeforeItWasKeptIsKeptOnce() throws Exception {
        try (var holder = DATABASE.connect()) {
            holder.setAutoCommit(false);
            hold(holder);
            var appending = CompletableFuture.runAsync(() -> transcripts.append(call, segment("second")));
            HeldRoom.awaitWaiters(holder, 1);
            wire.cut();
            HeldRoom.awaitWaiters(holder, 2);
            holder.rollback();
            appending.join();
        }
        assertEquals(List.of("first", "second"), kept());
    }

    @Test
    void whereItStaysInDoubtNobodyIsToldThatItIsKept() {
        wire.breakAtNextAnswer();
        assertThrows(Unavailable.class, () -> transcripts.append(call, segment("second")));
        assertEquals(List.of("first", "second"), kept(), "it was committed, and nobody was told");
    }

    private void hold(Connection holder) throws SQLException {
        try (var statement = holder.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, call.tenant() + "/" + call.roomName());
            statement.execute();
        }
    }

    private List<String> kept() {
        return DATABASE.database().stores().transcripts().read(call, 0, 10).stream()
                .map(Kept::segment)
                .map(Segment::text)
                .toList();
    }

    private static Segment segment(String text) {
        return new Segment("ann", "Ann", text, null, Instant.parse("2026-01-01T00:00:00.123Z"));
    }
}
