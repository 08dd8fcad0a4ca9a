package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a message lies in its row.
final class MessageRows {
    /// How many columns [#COLUMNS] names.
    static final int WIDTH = 15;

    /// Of a table or query that is called `m`, in the order that [#read] expects.
    static final String COLUMNS = """
            m.id, m.seq, m.created_at, m.updated_at, m.thread_id, m.organization_id, m.user_id, m.user_name,
            m.content, m.content_type, m.mentions, m.attachments, m.metadata, m.workspace_id, m.optimistic_id
            """;

    static final String EMPTY_ARRAY = "[]";

    private MessageRows() {}

    /// The message in the current row, from column `first` on; null if an outer join found none.
    static @Nullable Message read(ResultSet row, int first, RoomId.Timeline room) throws SQLException {
        var id = row.getObject(first, UUID.class);
        if (id == null) {
            return null;
        }
        var createdAt = instant(row, first + 2);
        var updatedAt = instant(row, first + 3);
        var thread = row.getObject(first + 4, UUID.class);
        var draft = new Draft(
                new MessageId(id),
                room,
                new RoomId.User(row.getString(first + 5), row.getString(first + 6)),
                row.getString(first + 7),
                row.getString(first + 8),
                row.getString(first + 9),
                thread == null ? null : new MessageId(thread),
                Objects.requireNonNullElse(row.getString(first + 10), EMPTY_ARRAY),
                Objects.requireNonNullElse(row.getString(first + 11), EMPTY_ARRAY),
                row.getString(first + 12),
                row.getString(first + 13),
                row.getString(first + 14));
        return new Message(
                draft,
                row.getLong(first + 1),
                Objects.requireNonNull(createdAt),
                updatedAt == null ? createdAt : updatedAt);
    }

    /// An empty array is kept as null: nearly all are empty.
    static @Nullable String orNullIfEmpty(String jsonArray) {
        return jsonArray.equals(EMPTY_ARRAY) ? null : jsonArray;
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
