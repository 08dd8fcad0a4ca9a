package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Drafts.sent;
import static io.rotunda.persistence.Edits.made;
import static io.rotunda.persistence.Edits.react;
import static io.rotunda.persistence.Edits.readAll;
import static io.rotunda.persistence.Edits.update;
import static io.rotunda.persistence.Outcomes.append;
import static io.rotunda.persistence.Outcomes.atOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TwoNodesIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Messages messages = DATABASE.messages();

    @Test
    void nodesThatShareRoomsGiveEachPositionOnceAndNeverDeadlock() throws Exception {
        int rooms = 20;
        int threads = 100;
        int each = 20;
        var shared = Stream.generate(Drafts::room).limit(rooms).toList();
        try (var other = Database.open(DATABASE.url(), 2)) {
            atOnce(threads, thread -> {
                var node = thread % 2 == 0 ? messages : other.stores().messages();
                for (int i = 0; i < each; i++) {
                    append(node, draft(shared.get((thread * 7 + i * 3) % rooms), "message " + i));
                }
                return thread;
            });
        }
        for (var room : shared) {
            var seqs =
                    sent(messages.latest(room, 1000)).stream().map(Message::seq).toList();
            assertEquals(
                    LongStream.rangeClosed(1, threads * each / rooms).boxed().toList(), seqs);
        }
        assertEquals(0, deadlocks());
    }

    @Test
    void messagesAndChangesOfTwoNodesShareOneOrder() throws Exception {
        int threads = 40;
        int each = 30;
        var shared = Stream.generate(Drafts::room).limit(5).toList();
        var firsts = shared.stream()
                .map(room -> append(messages, draft(room, "first")))
                .toList();
        var told = new ConcurrentLinkedQueue<Changed>();
        try (var other = Database.open(DATABASE.url(), 2)) {
            atOnce(threads, thread -> {
                var node = thread % 2 == 0 ? DATABASE.database() : other;
                for (int i = 0; i < each; i++) {
                    int room = (thread * 7 + i * 3) % shared.size();
                    var said = append(node.stores().messages(), draft(shared.get(room), "message " + i));
                    var changes = node.stores().changes();
                    made(changes.apply(react("user-" + thread, firsts.get(room), "e" + i), told::add));
                    made(changes.apply(update(said, "edited"), told::add));
                    changes.apply(readAll("user-" + thread, said), told::add);
                }
                return thread;
            });
        }
        for (int i = 0; i < shared.size(); i++) {
            var room = shared.get(i);
            var all = messages.missed(room, new Since.Newest(100_000), 100_000, 100_000)
                    .orElseThrow();
            var seqs = LongStream.concat(
                    all.messages().stream()
                            .mapToLong(message -> message.message().seq()),
                    all.changes().stream().mapToLong(Changed::seq));
            assertEquals(
                    LongStream.rangeClosed(1, all.logEnd()).boxed().toList(),
                    seqs.sorted().boxed().toList());
            assertEquals(
                    Set.copyOf(all.changes()),
                    told.stream().filter(changed -> changed.room().equals(room)).collect(Collectors.toSet()));
            assertEquals(
                    30 * threads / 5,
                    all.messages().getFirst().reactions().stream()
                            .mapToInt(Remembered.Reaction::count)
                            .sum());
            var times = all.changes().stream().map(Changed::at).toList();
            assertEquals(times.stream().sorted().toList(), times);
        }
        assertEquals(0, deadlocks());
    }

    @Test
    void aChangeInARoomThatWasDeletedFindsNoMessage() throws Exception {
        var message = append(messages, draft(room(), "before"));
        var changes = DATABASE.database().stores().changes();
        made(changes.apply(update(message, "edited"), _ -> {}));
        delete(message.draft().room());
        assertEquals(new Changes.Outcome.NoSuchMessage(), changes.apply(update(message, "again"), _ -> {}));
    }

    @Test
    void aRoomThatWasDeletedIsMadeAgainByTheNextMessage() throws Exception {
        var room = room();
        append(messages, draft(room, "before"));
        delete(room);
        assertEquals(1, append(messages, draft(room, "after")).seq());
    }

    private static void delete(RoomId.Timeline room) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.prepareStatement("DELETE FROM rooms r WHERE " + Address.IS_ROOM)) {
            Address.bind(statement, 1, room);
            assertEquals(1, statement.executeUpdate());
        }
    }

    private static int deadlocks() throws Exception {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
