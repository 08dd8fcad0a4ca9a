package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Edits.made;
import static io.rotunda.persistence.Edits.react;
import static io.rotunda.persistence.Outcomes.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The database takes too long over one change: it gives up, as after its time-out, and whoever asks is told so.
final class SlowIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Message message = append(DATABASE.messages(), draft(room(), "hi"));

    @BeforeAll
    static void makeOneUserSlow() throws SQLException {
        execute("""
                CREATE SEQUENCE attempts;
                CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM nextval('attempts');
                    RAISE query_canceled;
                END
                $$;
                CREATE TRIGGER slow BEFORE INSERT ON changes
                    FOR EACH ROW WHEN (NEW.user_id = 'slow') EXECUTE FUNCTION give_up();
                """);
    }

    @BeforeEach
    void countAnew() throws SQLException {
        execute("ALTER SEQUENCE attempts RESTART");
    }

    @Test
    void aChangeThatTakesTooLongFailsAloneInItsBatch() throws Exception {
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(1000, 1 << 20, 500)) {
            commits.submit(draft(held.room(), "in the way"), _ -> {});
            held.awaitWaiter();
            var pending = IntStream.range(0, 40)
                    .mapToObj(i -> react(i == 17 ? "slow" : "user-" + i, message, "👍"))
                    .map(change -> commits.submit(new PendingChange(change, _ -> {})))
                    .toList();
            held.release();
            assertThrows(Unavailable.class, pending.get(17)::await);
            assertEquals(
                    LongStream.rangeClosed(2, 40).boxed().toList(),
                    IntStream.range(0, 40)
                            .filter(i -> i != 17)
                            .mapToObj(i -> made(pending.get(i).await()).seq())
                            .toList());
        }
    }

    @Test
    void whatTookTooLongAloneIsTriedOnceMore() throws SQLException {
        var changes = DATABASE.database().stores().changes();
        assertThrows(Unavailable.class, () -> changes.apply(react("slow", message, "👍"), _ -> {}));
        try (var connection = DATABASE.connect();
                var row = connection.createStatement().executeQuery("SELECT last_value FROM attempts")) {
            row.next();
            assertEquals(2, row.getLong(1));
        }
        made(changes.apply(react("bob", message, "👍"), _ -> {}));
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
