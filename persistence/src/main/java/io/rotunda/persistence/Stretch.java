package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ways to cut a piece out of a room's log. Each is one statement, so the room's counters and its
/// messages are of the same moment.
enum Stretch {
    /// The end of the log.
    LATEST("", ""),
    /// What leads up to a message.
    BEFORE("JOIN messages mark ON mark.id = ? AND mark.room_id = r.room_id", "AND seq < mark.seq");

    private final String sql;

    Stretch(String mark, String condition) {
        var messages = ByteBound.first(
                "SELECT * FROM messages WHERE room_id = r.room_id %s ORDER BY seq DESC LIMIT ?".formatted(condition),
                "m",
                ByteBound.MESSAGE,
                "DESC");
        // The outer join gives one row without a message for a stretch that is empty, and none for a room or a
        // mark that is not there.
        sql = """
                SELECT r.last_seq, r.message_count, m.cut_at, %s
                FROM rooms r %s
                LEFT JOIN LATERAL (%s) m ON true
                %s
                WHERE %s
                ORDER BY m.seq
                """.formatted(RememberedRows.COLUMNS, mark, messages, RememberedRows.REACTIONS, Address.IS_ROOM);
    }

    String sql() {
        return sql;
    }

    /// Reads at most `limit` messages, and no more than [ByteBound] lets through; empty if the room or the mark is not
    /// there.
    Optional<History> read(Connection connection, RoomId.Timeline room, @Nullable MessageId mark, int limit)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            if (mark != null) {
                statement.setObject(parameter++, mark.uuid());
            }
            statement.setInt(parameter++, limit + 1); // one more shows whether there are more
            Address.bind(statement, parameter, room);
            try (var row = statement.executeQuery()) {
                return history(row, room, limit);
            }
        }
    }

    private Optional<History> history(ResultSet row, RoomId.Timeline room, int limit) throws SQLException {
        if (!row.next()) {
            return Optional.empty();
        }
        long through = row.getLong(1);
        long total = row.getLong(2);
        boolean cut = row.getObject(3) != null;
        var messages = new ArrayList<Remembered>();
        do {
            var message = RememberedRows.read(row, 4, room);
            if (message != null) {
                messages.add(message);
            }
        } while (row.next());
        boolean tooMany = messages.size() > limit;
        if (tooMany) {
            messages.removeFirst();
        }
        return Optional.of(new History(messages, tooMany || cut, total, through));
    }
}
