package io.rotunda.persistence;

import io.rotunda.persistence.Changed.Fact;
import io.rotunda.rooms.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a change lies in its row.
final class ChangeRows {
    /// Of `changes c` and of what [#VERSION] joins, in the order that [#read] expects.
    static final String COLUMNS = """
            c.seq, c.at, c.action, c.organization_id, c.user_id, c.user_name, c.message_id, c.emoji, c.message_ids,
            v.content, v.metadata
            """;

    /// What an update said; where that version is no longer kept, what the next one said that is.
    static final String VERSION = """
            LEFT JOIN LATERAL (
              SELECT * FROM message_versions v
              WHERE c.action = 'update'
                AND v.room_id = c.room_id AND v.message_seq = c.message_seq AND v.seq >= c.seq
              ORDER BY v.seq LIMIT 1
            ) v ON true
            """;

    private ChangeRows() {}

    /// The change in the current row, from column `first` on; null if an outer join found none.
    static @Nullable Changed read(ResultSet row, int first, RoomId.Timeline room) throws SQLException {
        long seq = row.getLong(first);
        return row.wasNull()
                ? null
                : new Changed(
                        room,
                        seq,
                        Objects.requireNonNull(MessageRows.instant(row, first + 1)),
                        new RoomId.User(row.getString(first + 3), row.getString(first + 4)),
                        row.getString(first + 5),
                        fact(row, first));
    }

    /// The ids in an array.
    static List<MessageId> ids(ResultSet row, int column) throws SQLException {
        var array = row.getArray(column);
        return array == null
                ? List.of()
                : Stream.of((UUID[]) array.getArray()).map(MessageId::new).toList();
    }

    private static Fact fact(ResultSet row, int first) throws SQLException {
        var action = row.getString(first + 2);
        if (action.equals("read_all")) {
            return new Fact.ReadAll(ids(row, first + 8));
        }
        var id = new MessageId(row.getObject(first + 6, UUID.class));
        return switch (action) {
            case "update" -> new Fact.Updated(id, row.getString(first + 9), row.getString(first + 10));
            case "delete" -> new Fact.Deleted(id);
            case "react" -> new Fact.Reacted(id, row.getString(first + 7), true);
            case "unreact" -> new Fact.Reacted(id, row.getString(first + 7), false);
            case "read" -> new Fact.Read(id);
            default -> throw new IllegalStateException("no such action: " + action);
        };
    }
}
