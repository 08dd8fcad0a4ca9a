package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what was missed of a room's log: messages and changes in one statement, so they are of the same moment.
final class MissedStretch {
    /// Of changes that lie before the next message no more than this are looked through for those that others overtook.
    static final int MAX_LOOKED_THROUGH = 20_000;

    static final String AFTER = "SELECT mark.seq + 1 FROM messages mark WHERE mark.id = ? AND mark.room_id = r.room_id";
    static final String LATER = "SELECT missed_since(r.room_id, r.last_seq, ?)";
    static final String NEWEST = """
            SELECT coalesce((
              SELECT n.seq FROM messages n WHERE n.room_id = r.room_id ORDER BY n.seq DESC OFFSET ? LIMIT 1), 1)
            """;

    private static final String MESSAGES =
            "SELECT * FROM messages m WHERE m.room_id = r.room_id AND m.seq >= since.start ORDER BY m.seq LIMIT ?";

    /// The next changes.
    static final String ALL = """
            SELECT c.*, 0 AS looked_through FROM changes c
            WHERE c.room_id = r.room_id AND c.seq >= since.start ORDER BY c.seq LIMIT ?
            """;

    /// The changes before the next message, without those that later ones overtook.
    static final String LASTING = """
            SELECT * FROM (
              SELECT near.*, count(*) OVER () AS looked_through, row_number() OVER (
                PARTITION BY
                  CASE WHEN action IN ('read', 'read_all') THEN 'read'
                    WHEN action IN ('react', 'unreact') THEN 'react' ELSE 'content' END,
                  CASE WHEN action NOT IN ('read', 'read_all') THEN message_id END,
                  CASE WHEN action NOT IN ('update', 'delete') THEN organization_id END,
                  CASE WHEN action NOT IN ('update', 'delete') THEN user_id END,
                  emoji
                ORDER BY seq DESC) AS overtaken_by
              FROM (
                SELECT c.* FROM changes c
                WHERE c.room_id = r.room_id AND c.seq >= since.start
                  AND c.seq < coalesce((
                    SELECT n.seq FROM messages n
                    WHERE n.room_id = r.room_id AND n.seq >= since.start ORDER BY n.seq LIMIT 1), r.last_seq + 1)
                ORDER BY c.seq LIMIT %d
              ) near
            ) c
            WHERE overtaken_by = 1 ORDER BY c.seq LIMIT ?
            """.formatted(MAX_LOOKED_THROUGH + 1);

    // Dates that PostgreSQL does not know are as good as these.
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private static final Missed NOTHING = new Missed(List.of(), List.of(), false, 1, 0, 0, 0);

    /// The column where a message begins.
    private static final int FIRST = 7;

    private final RoomId.Timeline room;
    private final Since since;
    private final int maxMessages;
    private final int maxChanges;

    private final List<Remembered> messages = new ArrayList<>();
    private final List<Changed> changes = new ArrayList<>();
    private long logEnd;
    private long total;
    private long from;
    private long lookedThrough;

    /// The first that weighed too much to be read.
    private long messagesCutAt = Long.MAX_VALUE;

    private long changesCutAt = Long.MAX_VALUE;

    private MissedStretch(RoomId.Timeline room, Since since, int maxMessages, int maxChanges) {
        this.room = room;
        this.since = since;
        this.maxMessages = maxMessages;
        this.maxChanges = maxChanges;
    }

    /// See [Messages#missed].
    static Optional<Missed> read(
            Connection connection, RoomId.Timeline room, Since since, int maxMessages, int maxChanges)
            throws SQLException {
        var all = new MissedStretch(room, since, maxMessages, maxChanges);
        if (!all.read(connection, ALL)) {
            return since instanceof Since.After ? Optional.empty() : Optional.of(NOTHING);
        }
        var cut = all.cut();
        if (cut != null) {
            return Optional.of(cut);
        }
        var lasting = new MissedStretch(room, since, 1, maxChanges);
        return lasting.read(connection, LASTING) ? Optional.ofNullable(lasting.upToNextMessage()) : Optional.empty();
    }

    static String sql(String start, String changes) {
        // The outer join gives one row without either for a stretch that is empty, and none for a room or a mark that
        // is not there.
        return """
                SELECT r.last_seq, r.message_count, since.start, c.looked_through, m.cut_at, c.cut_at, %s, %s
                FROM rooms r
                CROSS JOIN LATERAL (%s) since(start)
                LEFT JOIN (
                  LATERAL (%s) m
                  FULL JOIN LATERAL (%s) c ON c.seq = m.seq
                ) ON true
                %s
                %s
                WHERE %s
                ORDER BY coalesce(m.seq, c.seq)
                """.formatted(
                        RememberedRows.COLUMNS,
                        ChangeRows.COLUMNS,
                        start,
                        ByteBound.first(MESSAGES, "m", ByteBound.MESSAGE, "ASC"),
                        ByteBound.first(changes, "c", ByteBound.CHANGE, "ASC"),
                        RememberedRows.REACTIONS,
                        ChangeRows.VERSION,
                        Address.IS_ROOM);
    }

    /// Reads one message and one change more than fit, if there are and [ByteBound] lets them through.
    ///
    /// @return false if the room or the mark is not there
    private boolean read(Connection connection, String changesToRead) throws SQLException {
        try (var statement = connection.prepareStatement(sql(start(), changesToRead))) {
            switch (since) {
                case Since.After(var id) -> statement.setObject(1, id.uuid());
                case Since.Later(var time) ->
                    statement.setObject(1, storable(time).atOffset(ZoneOffset.UTC));
                case Since.Newest(int count) -> statement.setInt(1, Math.max(count, 1) - 1);
            }
            statement.setInt(2, maxMessages + 1);
            statement.setInt(3, maxChanges + 1);
            Address.bind(statement, 4, room);
            try (var row = statement.executeQuery()) {
                boolean found = false;
                while (row.next()) {
                    found = true;
                    read(row);
                }
                return found;
            }
        }
    }

    private void read(ResultSet row) throws SQLException {
        logEnd = row.getLong(1);
        total = row.getLong(2);
        from = row.getLong(3);
        lookedThrough = Math.max(lookedThrough, row.getLong(4));
        messagesCutAt = cutAt(row, 5, messagesCutAt);
        changesCutAt = cutAt(row, 6, changesCutAt);
        var message = RememberedRows.read(row, FIRST, room);
        if (message != null) {
            messages.add(message);
        }
        var changed = ChangeRows.read(row, FIRST + RememberedRows.WIDTH, room);
        if (changed != null) {
            changes.add(changed);
        }
    }

    /// Cut behind the last message up to which everything fits; null if that would be before the first.
    private @Nullable Missed cut() {
        long full = Math.min(
                messages.size() > maxMessages ? messages.getLast().message().seq() : messagesCutAt,
                changes.size() > maxChanges ? changes.getLast().seq() : changesCutAt);
        if (full == Long.MAX_VALUE) {
            return upTo(logEnd, messages.size());
        }
        int fitting = (int) messages.stream()
                .takeWhile(message -> message.message().seq() < full)
                .count();
        return fitting == 0 ? null : upTo(messages.get(fitting - 1).message().seq(), fitting);
    }

    /// Null if even what lasts is too much.
    private @Nullable Missed upToNextMessage() {
        if (changes.size() > maxChanges || changesCutAt < Long.MAX_VALUE || lookedThrough > MAX_LOOKED_THROUGH) {
            return null;
        }
        return messages.isEmpty()
                ? upTo(logEnd, 0)
                : upTo(messages.getFirst().message().seq(), 1);
    }

    private Missed upTo(long through, int messageCount) {
        return new Missed(
                messages.subList(0, messageCount),
                changes.stream().takeWhile(changed -> changed.seq() <= through).toList(),
                through < logEnd,
                from,
                through,
                logEnd,
                total);
    }

    /// Which is null in rows that an outer join made up.
    private static long cutAt(ResultSet row, int column, long known) throws SQLException {
        long seq = row.getLong(column);
        return row.wasNull() ? known : seq;
    }

    private String start() {
        return switch (since) {
            case Since.After _ -> AFTER;
            case Since.Later _ -> LATER;
            case Since.Newest _ -> NEWEST;
        };
    }

    private static Instant storable(Instant time) {
        var storable = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return storable.truncatedTo(ChronoUnit.MILLIS);
    }
}
