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
    LATEST("", "", "DESC"),
    /// What leads up to a message.
    BEFORE(Stretch.MARK, "AND seq < mark.seq", "DESC"),
    /// What follows a message.
    AFTER(Stretch.MARK, "AND seq > mark.seq", "ASC");

    private static final String MARK = "JOIN messages mark ON mark.id = ? AND mark.room_id = r.room_id";

    private final boolean newestFirst;
    private final String sql;

    /// @param direction in which the log is read: what lies too far that way is left out
    Stretch(String mark, String condition, String direction) {
        newestFirst = direction.equals("DESC");
        var messages = ByteBound.first(
                "SELECT * FROM messages WHERE room_id = r.room_id %s ORDER BY seq %s LIMIT ?"
                        .formatted(condition, direction),
                "m",
                ByteBound.MESSAGE,
                direction);
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
            messages.remove(newestFirst ? 0 : limit);
        }
        return Optional.of(new History(messages, tooMany || cut, total, through));
    }
}
