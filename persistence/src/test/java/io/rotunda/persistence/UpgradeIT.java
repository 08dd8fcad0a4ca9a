package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an older version kept is there after an upgrade.
final class UpgradeIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final String KEPT = """
            INSERT INTO rooms (kind, tenant, wire_id, last_seq, message_count)
            VALUES ('channel', 'acme', 'general', 3, 1), ('conversation', 'customer', 'v1', 3, 1);
            INSERT INTO messages (room_id, seq, created_at, id, user_id, user_name, content, content_type, emoji)
            SELECT room_id, 1, now(), gen_random_uuid(), 'ann', 'Ann', 'hi', 'text', 1 FROM rooms;
            INSERT INTO message_emoji SELECT room_id, 1, '+1', 2, 1 FROM rooms;
            INSERT INTO reactions SELECT room_id, 1, '+1', 'bob', 2 FROM rooms;
            INSERT INTO changes (room_id, seq, at, id, action, user_id, user_name, message_id, message_seq, emoji)
            SELECT room_id, 2, now(), gen_random_uuid(), 'react', 'bob', 'Bob', id, 1, '+1' FROM messages;
            INSERT INTO changes (room_id, seq, at, id, action, user_id, user_name, message_id, message_seq)
            SELECT room_id, 3, now(), gen_random_uuid(), 'read', 'bob', 'Bob', id, 1 FROM messages;
            INSERT INTO read_marks SELECT room_id, 'bob', 1 FROM rooms;
            """;

    @Test
    void whoSaidAndDidWhatBecomesAUserOfTheRoomsTenant() throws SQLException {
        upgrade("DROP SCHEMA public CASCADE; CREATE SCHEMA public", "3");
        upgrade(KEPT, "latest");
        var users = new ArrayList<String>();
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT tenant, m.organization_id, c.organization_id, x.organization_id, k.organization_id
                        FROM rooms JOIN messages m USING (room_id) JOIN changes c USING (room_id)
                        JOIN reactions x USING (room_id) JOIN read_marks k USING (room_id)
                        WHERE c.seq = 2 ORDER BY tenant
                        """)) {
            while (row.next()) {
                for (int i = 1; i <= 5; i++) {
                    users.add(row.getString(i));
                }
            }
        }
        assertEquals(
                List.of(
                        "acme",
                        "acme",
                        "acme",
                        "acme",
                        "acme",
                        "customer",
                        "customer",
                        "customer",
                        "customer",
                        "customer"),
                users);

        var stores = DATABASE.database().stores();
        var general = new RoomId.Channel("acme", "general");
        var kept = stores.messages().latest(general, 1).messages().getFirst();
        assertEquals(List.of("bob"), kept.reactions().getFirst().userIds());
        var edits = new RoomEdits(stores.changes(), general);
        assertEquals(new Changes.Outcome.Unchanged(), edits.does("bob", RoomEdits.read(kept.message())));
        assertEquals(new Changes.Outcome.Unchanged(), edits.does("bob", RoomEdits.add(kept.message(), "+1")));
        assertEquals(
                4, edits.make("ann", RoomEdits.update(kept.message(), "ho")).seq());
    }

    private static void upgrade(String before, String version) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(before);
        }
        Flyway.configure()
                .dataSource(Sessions.unhurried(DATABASE.url()))
                .target(version)
                .load()
                .migrate();
    }
}
