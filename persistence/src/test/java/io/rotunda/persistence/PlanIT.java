package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a statement costs depends on what it is about, not on how much there is.
final class PlanIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final String FILL = """
            INSERT INTO rooms (kind, tenant, wire_id, last_seq, message_count)
            SELECT 'channel', 'acme', 'room-' || n, 1000, 1000 FROM generate_series(1, 1000) n;
            INSERT INTO room_members (room_id, user_id)
            SELECT room_id, 'user-' || n FROM rooms, generate_series(1, 20) n;
            INSERT INTO messages (room_id, seq, created_at, id, user_id, user_name, content, content_type)
            SELECT room_id, n, now(), gen_random_uuid(), 'ann', 'Ann', 'hi', 'text'
            FROM (SELECT room_id FROM rooms LIMIT 100) rooms, generate_series(1, 1000) n;
            """;

    @BeforeEach
    void empty() throws SQLException {
        execute("TRUNCATE rooms, room_members, messages, changes, channels");
    }

    /// In the planner's own opinion: this connection has none of our settings.
    @Test
    void everyReadGoesByAnIndex() throws SQLException {
        execute(FILL + "ANALYZE rooms, room_members, messages");
        try (var connection = DATABASE.connectSimply()) {
            var reads = Stream.concat(
                    Stream.of(Stretch.values()).map(Stretch::sql),
                    Stream.of(PostgresMessages.CONTAINS, PostgresTimelines.STANDING));
            for (var sql : reads.toList()) {
                assertNothingIsReadWhole(plan(connection, sql), sql);
            }
        }
    }

    /// A lane makes its plans once, at a time when there may be nothing yet.
    @Test
    void whatALanePlansForEmptyTablesIsGoodForFullOnes() throws SQLException {
        execute("ANALYZE rooms, messages");
        try (var connection = DATABASE.connectSimply();
                var statement = connection.createStatement()) {
            statement.execute(Sessions.settings(CommitLane.PATIENCE));
            statement.execute(LaneLink.PLAN);
            for (var sql : new String[] {InsertBatch.SQL, FindStored.SQL, RoomNumbers.FIND}) {
                assertNothingIsReadWhole(plan(connection, sql), sql);
            }
            assertTrue(plan(connection, InsertBatch.SQL).contains("Hash Join"));
        }
    }

    private static void assertNothingIsReadWhole(String plan, String sql) {
        long scans = plan.lines()
                .filter(line -> line.contains(" Scan ") && line.contains(" using "))
                .count();
        long conditions =
                plan.lines().filter(line -> line.contains("Index Cond:")).count();
        assertTrue(scans > 0 && scans == conditions, () -> sql + plan);
        assertFalse(plan.contains("Seq Scan"), () -> sql + plan);
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        var parts = List.of(sql.split("\\?", -1));
        var numbered = new StringBuilder(parts.getFirst());
        for (int i = 1; i < parts.size(); i++) {
            numbered.append('$').append(i).append(parts.get(i));
        }
        var plan = new StringBuilder();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered)) {
            while (row.next()) {
                plan.append(row.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
