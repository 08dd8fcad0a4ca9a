package io.rotunda.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/// The rooms that were deleted and of which something may be left, as they lie in their rows.
final class Erasures {
    /// What no foreign key takes along.
    static final List<String> LEFT_BEHIND =
            List.of("messages", "changes", "message_versions", "message_emoji", "reactions", "read_marks");

    static final String TAKE = "SELECT room_id FROM erasures ORDER BY room_id LIMIT 1 FOR UPDATE SKIP LOCKED";

    static final String ERASE = """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE room_id = ? LIMIT 5000))
            """;

    static final String OVER = "DELETE FROM erasures WHERE room_id = ?";

    /// The next rows of a room by its index, however many there are.
    static final String PLAN = "SET LOCAL enable_bitmapscan = off";

    private final Connection connection;

    Erasures(Connection connection) {
        this.connection = connection;
    }

    /// A room that nobody else takes as long as the transaction lasts.
    OptionalLong take() throws SQLException {
        try (var plan = connection.createStatement();
                var statement = connection.prepareStatement(TAKE);
                var row = statement.executeQuery()) {
            plan.execute(PLAN);
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /// Erases some of what is left of the room; false if nothing was left. The receiver of webhooks hears first what
    /// it will not hear.
    boolean erase(long roomId) throws SQLException {
        if (giveWay(roomId)) {
            return true;
        }
        for (var table : LEFT_BEHIND) {
            try (var statement = connection.prepareStatement(ERASE.formatted(table))) {
                statement.setLong(1, roomId);
                if (statement.executeUpdate() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean giveWay(long roomId) throws SQLException {
        try (var statement = connection.prepareStatement(OutboxSql.GIVE_WAY_DELETED)) {
            statement.setLong(1, roomId);
            statement.setLong(2, 0);
            statement.setLong(3, 0);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) > 0;
            }
        }
    }

    /// Nothing is left, and nobody knows from now on what the room was called.
    void over(long roomId) throws SQLException {
        for (var sql : List.of(OutboxSql.NAME_GAPS, OVER)) {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setLong(1, roomId);
                statement.executeUpdate();
            }
        }
    }
}
