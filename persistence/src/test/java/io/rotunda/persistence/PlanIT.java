package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Reading costs what is read, not what is there.
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
            ANALYZE rooms, room_members, messages
            """;

    @Test
    void everyReadGoesByAnIndex() throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(FILL);
            for (var stretch : Stretch.values()) {
                goesByAnIndex(connection, stretch.sql(), stretch == Stretch.LATEST ? 0 : 1, 1);
            }
            goesByAnIndex(connection, PostgresMessages.CONTAINS, 1, 0);
            goesByAnIndex(connection, PostgresTimelines.STANDING.replaceFirst("\\?", "'ann'"), 0, 0);
        }
    }

    /// In the planner's own opinion: the connection has none of our settings.
    private static void goesByAnIndex(Connection connection, String sql, int ids, int limits) throws SQLException {
        try (var statement = connection.prepareStatement("EXPLAIN " + sql)) {
            int parameter = 1;
            for (int i = 0; i < ids; i++) {
                statement.setObject(parameter++, UUID.randomUUID());
            }
            for (int i = 0; i < limits; i++) {
                statement.setInt(parameter++, 51);
            }
            bindRoom(statement, parameter);
            var plan = new StringBuilder();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
            assertFalse(plan.indexOf("Seq Scan") >= 0, () -> sql + plan);
            assertTrue(plan.indexOf("Index") >= 0, () -> sql + plan);
        }
    }

    private static void bindRoom(PreparedStatement statement, int first) throws SQLException {
        Address.bind(statement, first, new io.rotunda.rooms.RoomId.Channel("acme", "room-7"));
    }
}
