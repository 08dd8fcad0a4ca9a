package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Change.Action;
import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a statement costs depends on what it is about, not on how much there is.
final class PlanIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final String FILL = """
            INSERT INTO rooms (kind, tenant, wire_id, last_seq, message_count)
            SELECT 'channel', 'acme', 'room-' || n, 1000, 1000 FROM generate_series(1, 1000) n;
            INSERT INTO room_members (room_id, user_id)
            SELECT room_id, 'user-' || n FROM rooms, generate_series(1, 20) n;
            INSERT INTO messages (
              room_id, seq, created_at, id, organization_id, user_id, user_name, content, content_type)
            SELECT room_id, n, now(), gen_random_uuid(), 'acme', 'ann', 'Ann', 'hi', 'text'
            FROM (SELECT room_id FROM rooms LIMIT 100) rooms, generate_series(1, 1000) n;
            UPDATE messages SET emoji = 1 WHERE seq % 10 = 0;
            INSERT INTO message_emoji SELECT room_id, seq, '+1', seq, 5 FROM messages WHERE emoji = 1;
            INSERT INTO reactions SELECT room_id, seq, '+1', 'user-' || n, n, 'acme'
            FROM messages, generate_series(1, 5) n WHERE emoji = 1;
            INSERT INTO message_versions SELECT room_id, seq, seq, 'hi', NULL FROM messages;
            INSERT INTO changes (
              room_id, seq, at, id, action, organization_id, user_id, user_name, message_id, message_seq)
            SELECT room_id, 1000 + seq, now(), gen_random_uuid(), 'read', 'acme', 'user-' || seq, 'Bob', id, seq
            FROM messages;
            INSERT INTO read_marks SELECT DISTINCT room_id, 'user-' || seq, seq, 'acme' FROM messages;
            INSERT INTO channels (room_id, updated_at, last_patch) SELECT room_id, now(), gen_random_uuid() FROM rooms;
            INSERT INTO transcript_segments (tenant, room_name, user_id, speaker, text, at)
            SELECT 'acme', 'call-' || n % 1000, 'ann', 'Ann', 'hi', now() FROM generate_series(1, 100000) n;
            UPDATE rooms SET last_seq = 2000;
            INSERT INTO outbox (line, seq, at) SELECT room_id, seq, now() FROM messages;
            INSERT INTO erasures SELECT -n, 'acme', 'room-' || n FROM generate_series(1, 1000) n;
            """;

    private static final String TABLES = """
            rooms, room_members, messages, changes, message_versions, message_emoji, reactions, read_marks, channels,
            conversations, transcript_segments, outbox, erasures""";

    @BeforeEach
    void empty() throws SQLException {
        execute("TRUNCATE " + TABLES);
    }

    /// In the planner's own opinion: this connection has none of our settings.
    @Test
    void everyStatementGoesByAnIndex() throws SQLException {
        execute(FILL + "ANALYZE");
        try (var connection = DATABASE.connectSimply()) {
            for (var sql : statements().toList()) {
                assertNothingIsReadWhole(plan(connection, sql), sql);
            }
        }
    }

    /// A lane makes its plans once, at a time when there may be nothing yet.
    @Test
    void whatALanePlansForEmptyTablesIsGoodForFullOnes() throws SQLException {
        execute("ANALYZE");
        try (var connection = DATABASE.connectSimply();
                var statement = connection.createStatement()) {
            statement.execute(Sessions.settings(CommitLane.PATIENCE));
            statement.execute(LaneLink.PLAN);
            for (var sql : new String[] {
                InsertBatch.SQL,
                InsertBatch.NOTED_SQL,
                FindStored.SQL,
                FindChanges.SQL,
                RoomNumbers.FIND,
                RoomLists.NUMBER,
                RoomLists.HAS,
                RoomLists.DELETE
            }) {
                assertNothingIsReadWhole(plan(connection, sql), sql);
            }
            assertTrue(plan(connection, InsertBatch.SQL).contains("Hash Join"));
        }
    }

    /// The plans of a function cannot be looked at, but how many rows it read can.
    @Test
    void whatChangesReadDependsOnWhatTheyAreAbout() throws SQLException {
        execute(FILL + "ANALYZE");
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(Sessions.settings(CommitLane.PATIENCE));
            statement.execute(LaneLink.PLAN);
            connection.setAutoCommit(false);
            var changes = Stream.of("room-1", "room-2", "room-3")
                    .flatMap(room -> changes(connection, new RoomId.Channel("acme", room)))
                    .toList();
            long before = rowsRead(connection);
            var outcomes = new ApplyBatch(connection, new RoomNumbers(connection), false).commit(changes);
            assertTrue(outcomes.stream().allMatch(Changes.Outcome.Committed.class::isInstance), outcomes::toString);
            long read = rowsRead(connection) - before;
            assertTrue(read < 30L * outcomes.size(), () -> read + " rows for " + outcomes.size() + " changes");
        }
    }

    private static Stream<PendingChange> changes(Connection connection, RoomId.Timeline room) {
        try (var statement = connection.prepareStatement(
                "SELECT m.id FROM messages m JOIN rooms r USING (room_id) WHERE seq = 990 AND " + Address.IS_ROOM)) {
            Address.bind(statement, 1, room);
            try (var row = statement.executeQuery()) {
                row.next();
                var id = new MessageId(row.getObject(1, UUID.class));
                return Stream.of(
                                new Action.Update(id, "new", null),
                                new Action.React(id, "+1", true),
                                new Action.React(id, "-1", true),
                                new Action.React(id, "+1", false),
                                new Action.Read(id),
                                new Action.ReadAll(),
                                new Action.Delete(id, true))
                        .map(action -> new PendingChange(new Change(room, Drafts.user("ann"), "Ann", action), _ -> {}));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long rowsRead(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Stream<String> statements() {
        var missed = Stream.of(MissedStretch.AFTER, MissedStretch.LATER, MissedStretch.NEWEST)
                .flatMap(since -> Stream.of(
                        MissedStretch.sql(since, MissedStretch.ALL), MissedStretch.sql(since, MissedStretch.LASTING)));
        var others = Stream.of(
                PostgresMessages.CONTAINS,
                PostgresMessages.NAMED,
                PostgresTimelines.LIST,
                PostgresTimelines.LISTS,
                PostgresTimelines.STANDING,
                RoomLists.MEMBERS,
                RoomLists.REPLACE,
                RoomLists.OPEN,
                RoomLists.EMPTY,
                RoomLists.LOCK,
                RoomLists.CLOSE,
                RoomLists.ADD,
                RoomLists.REMOVE,
                RoomLists.NUMBER,
                RoomLists.HAS,
                RoomLists.DELETE,
                ChannelRows.FIND,
                ChannelRows.PATCHED,
                OutboxSql.LINES,
                OutboxSql.OLDEST,
                OutboxSql.SPAN,
                OutboxSql.COUNT,
                OutboxSql.NAME_GAPS,
                NoticeRows.NEXT,
                PostgresTranscripts.READ,
                PostgresReceipts.FIND);
        var erased = Erasures.LEFT_BEHIND.stream().map(Erasures.ERASE::formatted);
        return Stream.of(Stream.of(Stretch.values()).map(Stretch::sql), missed, others, erased)
                .flatMap(all -> all);
    }

    /// Of the gaps all, which are few.
    @Test
    void whatADeletedRoomHadToTellIsReadInTheOrderOfItsIndex() throws SQLException {
        execute(FILL + "ANALYZE");
        try (var connection = DATABASE.connectSimply();
                var statement = connection.createStatement()) {
            statement.execute(Erasures.PLAN.replace("LOCAL", ""));
            var plan = plan(connection, OutboxSql.GIVE_WAY_DELETED);
            assertFalse(plan.contains("Seq Scan") || plan.contains("Sort"), plan);
        }
    }

    private static void assertNothingIsReadWhole(String plan, String sql) {
        long scans = plan.lines()
                .filter(line ->
                        line.contains(" Scan ") && line.contains(" using ") || line.contains(" Bitmap Index Scan "))
                .count();
        long conditions =
                plan.lines().filter(line -> line.contains("Index Cond:")).count();
        assertTrue(scans > 0 && scans == conditions, () -> sql + plan);
        assertFalse(plan.contains("Seq Scan"), () -> sql + plan);
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        var parts = List.of(sql.split("\\?", -1));
        var numbered = new StringBuilder(parts.getFirst());
        for (int i = 1; i < parts.size(); i++) {
            numbered.append('$').append(i).append(parts.get(i));
        }
        var plan = new StringBuilder();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered)) {
            while (row.next()) {
                plan.append(row.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
