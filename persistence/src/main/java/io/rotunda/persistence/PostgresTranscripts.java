package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// What was said in calls, in PostgreSQL.
final class PostgresTranscripts implements Transcripts {
    // The lock of the call is taken before the position is, and held until the commit: whoever reads on after a
    // position misses nothing that got a lower one and was committed later.
    private static final String APPEND = """
            WITH call AS MATERIALIZED (
              SELECT ?::text AS tenant, ?::text AS room_name
            ), locked AS MATERIALIZED (
              SELECT tenant, room_name, pg_advisory_xact_lock(hashtextextended(tenant || '/' || room_name, 0)) FROM call
            )
            INSERT INTO transcript_segments (tenant, room_name, user_id, speaker, text, confidence, at, attempt)
            SELECT tenant, room_name, ?, ?, ?, ?, ?, ? FROM locked
            ON CONFLICT (attempt) DO NOTHING
            """;

    static final String READ = """
            SELECT position, user_id, speaker, text, confidence, at
            FROM transcript_segments
            WHERE tenant = ? AND room_name = ? AND position > ?
            ORDER BY position LIMIT ?
            """;

    /// As long as a question waits for a connection.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// For so long a segment is tried again of which nobody knows whether it is kept.
    private static final Duration GIVE_UP = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ConnectionPool pool;

    // Without it everybody who speaks in a call would wait for its lock with a connection in hand.
    private final CallTurns turns;

    /// @param connections how many of the pool's may be taken to write at once
    PostgresTranscripts(ConnectionPool pool, int connections) {
        this.pool = pool;
        this.turns = new CallTurns(connections, PATIENCE);
    }

    @Override
    public void append(RoomId.Call call, Segment segment) {
        Weight.of(segment.userId(), segment.speaker(), segment.text());
        var attempt = UUID.randomUUID();
        long deadline = System.nanoTime() + GIVE_UP.toNanos();
        boolean inDoubt = false;
        while (!keep(call, segment, attempt, inDoubt, deadline)) {
            inDoubt = true;
            LockSupport.parkNanos(PAUSE.toNanos()); // without a turn: nobody else waits for this
        }
    }

    /// Keeps it, unless this attempt has before.
    ///
    /// @return false if that is in doubt, and to be tried again
    private boolean keep(RoomId.Call call, Segment segment, UUID attempt, boolean inDoubt, long deadline) {
        try {
            turns.take(call, () -> write(call, segment, attempt));
            return true;
        } catch (Unavailable away) {
            boolean over =
                    System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted();
            if (over || !inDoubt && !away.inDoubt()) {
                throw away;
            }
            return false;
        }
    }

    private void write(RoomId.Call call, Segment segment, UUID attempt) {
        pool.ask(connection -> {
            try (var statement = connection.prepareStatement(APPEND)) {
                statement.setString(1, call.tenant());
                statement.setString(2, call.roomName());
                statement.setString(3, segment.userId());
                statement.setString(4, segment.speaker());
                statement.setString(5, segment.text());
                statement.setObject(6, segment.confidence(), Types.DOUBLE);
                statement.setObject(7, segment.at().atOffset(ZoneOffset.UTC));
                statement.setObject(8, attempt);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public List<Kept> read(RoomId.Call call, long after, int limit) {
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(READ)) {
                statement.setString(1, call.tenant());
                statement.setString(2, call.roomName());
                statement.setLong(3, after);
                statement.setInt(4, limit);
                var segments = new ArrayList<Kept>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        segments.add(kept(row));
                    }
                }
                return segments;
            }
        });
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getLong(1),
                new Segment(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, Double.class),
                        Objects.requireNonNull(MessageRows.instant(row, 6))));
    }
}
