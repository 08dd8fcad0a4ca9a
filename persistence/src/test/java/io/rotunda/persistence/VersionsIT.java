package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Edits.delete;
import static io.rotunda.persistence.Edits.id;
import static io.rotunda.persistence.Edits.made;
import static io.rotunda.persistence.Edits.update;
import static io.rotunda.persistence.Outcomes.append;
import static io.rotunda.persistence.Outcomes.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.persistence.Changed.Fact;
import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How many versions of a message are kept, and what is told of those that are not.
final class VersionsIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final int DROPPED = 20;

    private final Messages messages = DATABASE.messages();
    private final RoomId.Timeline room = room();
    private final Message message = append(messages, draft(room, "ann", "version 0", "o1"));

    @Test
    void theFirstAndTheNewestAreKept() throws SQLException {
        updateTooOften();
        assertEquals(
                Stream.concat(
                                Stream.of("version 0"),
                                IntStream.rangeClosed(DROPPED + 1, last()).mapToObj(i -> "version " + i))
                        .toList(),
                versions());
        assertEquals(
                "version " + last(),
                messages.latest(room, 1).messages().getFirst().message().draft().content());
        assertEquals(
                1,
                repeated(messages.append(draft(room, "ann", "version 0", "o1"), _ -> {}))
                        .seq());
    }

    @Test
    void anUpdateWhoseVersionIsGoneTellsTheNextThatIsKept() {
        updateTooOften();
        var told =
                messages.missed(room, new Since.After(id(message)), 10, 2_000).orElseThrow();
        var expected = IntStream.rangeClosed(1, last())
                .mapToObj(i -> new Fact.Updated(id(message), "version " + Math.max(i, DROPPED + 1), null))
                .toList();
        assertEquals(expected, told.changes().stream().map(Changed::fact).toList());
    }

    @Test
    void whatIsErasedIsErasedInAllVersions() throws SQLException {
        updateTooOften();
        made(DATABASE.database().stores().changes().apply(delete(message), _ -> {}));
        assertEquals(List.of(""), versions().stream().distinct().toList());
        var told =
                messages.missed(room, new Since.After(id(message)), 10, 2_000).orElseThrow();
        assertEquals(
                new Fact.Updated(id(message), "", null),
                told.changes().getFirst().fact());
    }

    private void updateTooOften() {
        try (var commits = DATABASE.groupCommit(2_000, 1 << 20, 500)) {
            var pending = IntStream.rangeClosed(1, last())
                    .mapToObj(i -> commits.submit(new PendingChange(update(message, "version " + i), _ -> {})))
                    .toList();
            pending.forEach(one -> made(one.await()));
        }
    }

    private static int last() {
        return Changes.MAX_VERSIONS - 1 + DROPPED;
    }

    private List<String> versions() throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.prepareStatement("""
                        SELECT array_agg(v.content ORDER BY v.seq)
                        FROM message_versions v JOIN rooms r USING (room_id) WHERE %s
                        """.formatted(Address.IS_ROOM))) {
            Address.bind(statement, 1, room);
            try (var row = statement.executeQuery()) {
                row.next();
                return List.of((String[]) row.getArray(1).getArray());
            }
        }
    }
}
