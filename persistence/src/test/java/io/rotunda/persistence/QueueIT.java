package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Outcomes.committed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.persistence.Messages.Appended;
import io.rotunda.rooms.RoomId;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Messages that their sender wants to be kept in the order given, or not yet.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class QueueIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final int QUEUED = 60;

    private final RoomId.Timeline room = room();

    /// Each message is a batch of its own here.
    @Test
    void whatFollowsAMessageThatIsRefusedForTheMomentIsRefusedToo() throws SQLException {
        try (var commits = DATABASE.groupCommit(1000, 1 << 20, 1)) {
            committed(commits.submit(draft(room, "before"), _ -> {}).await());
            execute("""
                    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE disk_full; END $$;
                    CREATE TRIGGER refused BEFORE INSERT ON messages
                      FOR EACH ROW WHEN (NEW.content = '1') EXECUTE FUNCTION full_disk();
                    """);
            var first = submit(commits, 0, null);
            var refused = submit(commits, 1, first);
            var second = submit(commits, 2, refused);
            var third = submit(commits, 3, second);
            var another = commits.submit(draft(room, "of somebody else"), _ -> {});
            committed(first.await());
            for (var one : List.of(refused, second, third)) {
                assertThrows(Unavailable.class, one::await);
            }
            committed(another.await());

            execute("DROP TRIGGER refused ON messages");
            var last = submit(commits, 0, null);
            for (int i = 1; i < 4; i++) {
                last = submit(commits, i, last);
            }
            kept(last.await());
            assertEquals(List.of("before", "0", "of somebody else", "1", "2", "3"), contents());
        }
    }

    @Test
    void aQueueIsKeptInOrderThoughTheConnectionIsLostInTheMiddleOfIt() throws IOException {
        try (var wire = new Wire(DATABASE.port());
                var commits = new GroupCommit(
                        Sessions.impatient(DATABASE.url(wire.port()), CommitLane.PATIENCE),
                        new CommitLimits(1, 1000, 1 << 20, 3, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(5)))) {
            var left = new ArrayList<>(IntStream.range(0, QUEUED).boxed().toList());
            for (int lost = 0; !left.isEmpty(); lost++) {
                send(commits, wire, left, lost < 5);
            }
        }
        assertEquals(IntStream.range(0, QUEUED).mapToObj(Integer::toString).toList(), contents());
    }

    /// Sends what is left, and takes away what is kept.
    private void send(GroupCommit commits, Wire wire, List<Integer> left, boolean cut) throws IOException {
        var sent = new ArrayList<PendingDraft>();
        @Nullable PendingDraft last = null;
        for (int i : left) {
            try {
                last = submit(commits, i, last);
                sent.add(last);
            } catch (Unavailable _) {
                break; // as whoever sends a queue does
            }
        }
        for (int i = 0; i < sent.size(); i++) {
            if (cut && i == 4) {
                wire.cut();
            }
            try {
                kept(sent.get(i).await());
                left.removeFirst();
            } catch (Unavailable _) {
                for (var later : sent.subList(i, sent.size())) {
                    assertThrows(Unavailable.class, later::await);
                }
                return;
            }
        }
    }

    private static Message kept(Appended appended) {
        return switch (appended) {
            case Appended.Committed(var message) -> message;
            case Appended.Repeated(var first) -> first;
            case Appended.Conflict() -> throw new AssertionError("a conflict");
            case Appended.NoSuchRoom() -> throw new AssertionError("nobody deleted the room");
        };
    }

    private PendingDraft submit(GroupCommit commits, int number, @Nullable PendingDraft after) {
        var draft = draft(room, "ann", Integer.toString(number), "o" + number);
        return commits.submit(new PendingDraft(draft, after, _ -> {}));
    }

    private List<String> contents() {
        return DATABASE.messages().latest(room, 100).messages().stream()
                .map(one -> one.message().draft().content())
                .toList();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
