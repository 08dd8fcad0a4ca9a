package io.rotunda.server.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes down what the database holds of the rooms of a segment, in the shape of the wire.
final class Tables {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX");

    private static final String ROOMS = """
            SELECT room_id, kind, tenant, wire_id, last_seq, message_count
            FROM rooms WHERE wire_id LIKE '%-' || ? ORDER BY room_id
            """;

    private static final String MESSAGES = """
            SELECT m.*, (
              SELECT json_agg(json_build_object('emoji', e.emoji, 'count', e.users, 'userIds', (
                SELECT json_agg(x.user_id ORDER BY x.seq) FROM reactions x
                WHERE x.room_id = e.room_id AND x.message_seq = e.message_seq AND x.emoji = e.emoji)) ORDER BY e.since)
              FROM message_emoji e WHERE e.room_id = m.room_id AND e.message_seq = m.seq)::text AS reactions
            FROM messages m WHERE m.room_id = ? ORDER BY m.seq
            """;

    /// With what an update said, where that version is still kept.
    private static final String CHANGES = """
            SELECT c.*, v.seq AS version, v.content, v.metadata
            FROM changes c LEFT JOIN message_versions v
              ON c.action = 'update' AND v.room_id = c.room_id AND v.message_seq = c.message_seq AND v.seq = c.seq
            WHERE c.room_id = ? ORDER BY c.seq
            """;

    private final Connection connection;
    private final HistoryFile history;

    Tables(Connection connection, HistoryFile history) {
        this.connection = connection;
        this.history = history;
    }

    /// Writes a line for each room, all as of one moment, and returns how many there are.
    int write(int segment) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        int rooms = 0;
        try (var statement = connection.prepareStatement(ROOMS)) {
            statement.setString(1, Integer.toString(segment));
            try (var room = statement.executeQuery()) {
                while (room.next()) {
                    write(room);
                    rooms++;
                }
            }
        }
        connection.commit();
        return rooms;
    }

    private void write(ResultSet room) throws SQLException {
        var id = room.getLong("room_id");
        var name = name(room.getString("kind"), room.getString("tenant"), room.getString("wire_id"));
        var lastSeq = room.getLong("last_seq");
        var count = room.getLong("message_count");
        var messages = messages(id, room);
        var changes = changes(id);
        history.record("table", line -> {
            line.put("room", name).put("lastSeq", lastSeq).put("messageCount", count);
            line.set("messages", messages);
            line.set("changes", changes);
        });
    }

    private static String name(String kind, String tenant, String wireId) {
        var wireName = kind.equals("channel") ? "channel:" : "customer:" + tenant + ":conversation:";
        return tenant + "/" + wireName + wireId;
    }

    private ArrayNode messages(long roomId, ResultSet room) throws SQLException {
        boolean channel = room.getString("kind").equals("channel");
        var wireId = room.getString("wire_id");
        var tenant = room.getString("tenant");
        var messages = HistoryFile.JSON.createArrayNode();
        try (var statement = connection.prepareStatement(MESSAGES)) {
            statement.setLong(1, roomId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var created = Objects.requireNonNull(time(row, "created_at"));
                    var updated = time(row, "updated_at");
                    var message = messages.addObject();
                    message.put("id", "msg_" + row.getString("id"));
                    message.put("channelId", channel ? wireId : null);
                    message.put("conversationId", channel ? null : wireId);
                    message.put("customerId", channel ? null : tenant);
                    message.put("userId", row.getString("user_id"));
                    message.put("userName", row.getString("user_name"));
                    message.put("content", row.getString("content"));
                    message.put("contentType", row.getString("content_type"));
                    var thread = row.getString("thread_id");
                    message.put("threadId", thread == null ? null : "msg_" + thread);
                    message.putRawValue("mentions", raw(row.getString("mentions"), "[]"));
                    message.putRawValue("attachments", raw(row.getString("attachments"), "[]"));
                    message.put("createdAt", created);
                    message.put("updatedAt", updated == null ? created : updated);
                    message.putRawValue("metadata", raw(row.getString("metadata"), "null"));
                    message.put("organizationId", row.getString("organization_id"));
                    message.put("workspaceId", row.getString("workspace_id"));
                    message.put("optimisticId", row.getString("optimistic_id"));
                    message.put("seq", row.getLong("seq"));
                    message.putRawValue("reactions", raw(row.getString("reactions"), "[]"));
                    var deleted = time(row, "deleted_at");
                    if (deleted != null) {
                        message.put("deletedAt", deleted);
                    }
                }
            }
        }
        return messages;
    }

    private ArrayNode changes(long roomId) throws SQLException {
        var changes = HistoryFile.JSON.createArrayNode();
        try (var statement = connection.prepareStatement(CHANGES)) {
            statement.setLong(1, roomId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var change = changes.addObject();
                    change.put("seq", row.getLong("seq"));
                    change.put("at", time(row, "at"));
                    change.put("action", row.getString("action"));
                    change.put("organizationId", row.getString("organization_id"));
                    change.put("userId", row.getString("user_id"));
                    change.put("userName", row.getString("user_name"));
                    var message = row.getString("message_id");
                    change.put("messageId", message == null ? null : "msg_" + message);
                    change.put("emoji", row.getString("emoji"));
                    if (row.getObject("version") != null) {
                        change.put("content", row.getString("content"));
                        change.putRawValue("metadata", raw(row.getString("metadata"), "null"));
                    }
                    var named = row.getArray("message_ids");
                    if (named != null) {
                        var ids = change.putArray("messageIds");
                        for (var id : (UUID[]) named.getArray()) {
                            ids.add("msg_" + id);
                        }
                    }
                }
            }
        }
        return changes;
    }

    private static RawValue raw(@Nullable String json, String absent) {
        return new RawValue(json == null ? absent : json);
    }

    private static @Nullable String time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
