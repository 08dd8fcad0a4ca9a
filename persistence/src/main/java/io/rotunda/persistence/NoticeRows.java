package io.rotunda.persistence;

import io.rotunda.persistence.Notice.About;
import io.rotunda.rooms.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a notice lies in its row of the outbox, and what it is about in others.
final class NoticeRows {
    private static final int MESSAGE = 15;
    private static final int CHANGE = MESSAGE + MessageRows.WIDTH;

    /// The first of a line behind a position.
    static final String NEXT = """
            SELECT
              o.position, o.id, o.at, o.seq, coalesce(o.tenant, e.tenant), coalesce(o.room, e.room), o.event, o.payload, o.lost, o.first_seq, o.first_at,
              r.kind, r.tenant, r.wire_id,
            """ + MessageRows.COLUMNS + "," + ChangeRows.COLUMNS + """
            FROM (SELECT * FROM outbox WHERE line = ? AND position > ? ORDER BY position LIMIT 1) o
            LEFT JOIN LATERAL (SELECT * FROM rooms r WHERE r.room_id = o.line LIMIT 1) r ON true
            LEFT JOIN LATERAL (SELECT * FROM erasures e WHERE e.room_id = o.line LIMIT 1) e ON true
            LEFT JOIN LATERAL (
              SELECT * FROM messages m WHERE o.lost IS NULL AND m.room_id = o.line AND m.seq = o.seq LIMIT 1
            ) m ON true
            LEFT JOIN LATERAL (
              SELECT * FROM changes c WHERE o.lost IS NULL AND c.room_id = o.line AND c.seq = o.seq LIMIT 1
            ) c ON true
            """ + ChangeRows.VERSION;

    private NoticeRows() {}

    static Notice read(ResultSet row, long line) throws SQLException {
        return new Notice(
                new Notice.Place(line, row.getLong(1)),
                row.getObject(2, UUID.class),
                Objects.requireNonNull(MessageRows.instant(row, 3)),
                about(row));
    }

    /// What is durable has the name of its room from the room; if not, the room is being erased.
    private static About about(ResultSet row) throws SQLException {
        long lost = row.getLong(9);
        if (!row.wasNull()) {
            return new About.Gap(
                    room(row),
                    row.getObject(10, Long.class),
                    row.getObject(4, Long.class),
                    lost,
                    Objects.requireNonNull(MessageRows.instant(row, 11)));
        }
        var room = room(row);
        var event = row.getString(7);
        if (room != null && event != null) {
            return new About.Transient(room, event, row.getString(8));
        }
        boolean deleted = row.getString(6) != null;
        return !deleted && room instanceof RoomId.Timeline timeline ? durable(row, timeline) : new About.Nothing();
    }

    private static About durable(ResultSet row, RoomId.Timeline room) throws SQLException {
        var message = MessageRows.read(row, MESSAGE, room);
        if (message != null) {
            return new About.Sent(message);
        }
        var changed = ChangeRows.read(row, CHANGE, room);
        return changed == null ? new About.Nothing() : new About.Amended(changed);
    }

    private static @Nullable RoomId room(ResultSet row) throws SQLException {
        var named = row.getString(6);
        if (named != null) {
            return RoomId.parse(named, row.getString(5));
        }
        var kind = row.getString(12);
        return kind == null ? null : Address.room(kind, row.getString(13), row.getString(14));
    }
}
