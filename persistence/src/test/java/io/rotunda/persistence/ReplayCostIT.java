package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a page of history or a replay reads is counted in pages of the database: these do not depend on the machine.
final class ReplayCostIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final int PAGE = 50;
    private static final int SHORT = 200;
    private static final int LONG = 500 * SHORT;

    private static final RoomId.Timeline SHORT_ROOM = new RoomId.Channel("acme", "short");
    private static final RoomId.Timeline LONG_ROOM = new RoomId.Channel("acme", "long");

    // A message in each millisecond, as in a busy room.
    private static final String FILL = """
            INSERT INTO rooms (kind, tenant, wire_id, last_seq, message_count)
            SELECT 'channel', 'acme', name, length, length FROM (
              VALUES ('short', %1$d), ('long', %2$d)
              UNION ALL SELECT 'other-' || n, 1000 FROM generate_series(1, 100) n) AS room(name, length)
            ORDER BY name;
            INSERT INTO messages (
              room_id, seq, created_at, id, organization_id, user_id, user_name, content, content_type)
            SELECT room_id, n, timestamptz '2026-01-01' + n * interval '1 ms', uuidv7(), 'acme', 'ann', 'Ann', 'hi', 'text'
            FROM rooms CROSS JOIN LATERAL generate_series(1, last_seq) n;
            """.formatted(SHORT, LONG);

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    @BeforeAll
    static void fill() throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(FILL);
            statement.execute("VACUUM ANALYZE rooms, messages");
        }
    }

    @Test
    void whatIsReadDoesNotGrowWithTheRoom() throws SQLException {
        var little = pagesRead(SHORT_ROOM, SHORT);
        var much = pagesRead(LONG_ROOM, LONG);
        // A page of messages, and some levels of an index that is one or two levels deeper.
        much.forEach((read, pages) ->
                assertTrue(0 < pages && pages < 3 * little.getOrDefault(read, 0L), () -> little + " and " + much));
    }

    /// By the name of the question.
    private static Map<String, Long> pagesRead(RoomId.Timeline room, int length) throws SQLException {
        var mark = id(room, length - PAGE);
        var time = OffsetDateTime.parse("2026-01-01T00:00:00Z").plusNanos((length - PAGE) * 1_000_000L);
        var pages = new LinkedHashMap<String, Long>();
        pages.put("latest", pages(Stretch.LATEST.sql(), room, statement -> statement.setInt(1, PAGE), 2));
        pages.put("before", pages(Stretch.BEFORE.sql(), room, bound(mark, PAGE), 3));
        pages.put("following", pages(Stretch.AFTER.sql(), room, bound(mark, PAGE), 3));
        pages.put("after", pages(missed(MissedStretch.AFTER), room, bound(mark, PAGE, PAGE), 4));
        pages.put("later", pages(missed(MissedStretch.LATER), room, bound(time, PAGE, PAGE), 4));
        pages.put("newest", pages(missed(MissedStretch.NEWEST), room, bound(PAGE, PAGE, PAGE), 4));
        return pages;
    }

    private static String missed(String since) {
        return MissedStretch.sql(since, MissedStretch.ALL);
    }

    private static UUID id(RoomId.Timeline room, long seq) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.prepareStatement(
                        "SELECT m.id FROM messages m JOIN rooms r USING (room_id) WHERE m.seq = ? AND "
                                + Address.IS_ROOM)) {
            statement.setLong(1, seq);
            Address.bind(statement, 2, room);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    private static Parameters bound(Object... values) {
        return statement -> {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
        };
    }

    private static long pages(String sql, RoomId.Timeline room, Parameters parameters, int address)
            throws SQLException {
        try (var connection = DATABASE.connect();
                var settings = connection.createStatement();
                var statement = connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, TIMING off) " + sql)) {
            settings.execute(Sessions.settings(CommitLane.PATIENCE));
            parameters.bind(statement);
            Address.bind(statement, address, room);
            // The first time a connection reads its catalog too.
            statement.executeQuery().close();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var found = BUFFERS.matcher(row.getString(1));
                    if (found.find()) {
                        return number(found.group(1)) + number(found.group(2));
                    }
                }
            }
        }
        return 0;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    @FunctionalInterface
    private interface Parameters {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
