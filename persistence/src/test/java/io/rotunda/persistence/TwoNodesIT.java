package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Drafts.sent;
import static io.rotunda.persistence.Outcomes.append;
import static io.rotunda.persistence.Outcomes.atOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void aRoomThatWasDeletedIsMadeAgainByTheNextMessage() throws Exception {
        var room = room();
        append(messages, draft(room, "before"));
        try (var connection = DATABASE.connect();
                var statement = connection.prepareStatement("DELETE FROM rooms r WHERE " + Address.IS_ROOM)) {
            Address.bind(statement, 1, room);
            assertEquals(1, statement.executeUpdate());
        }
        assertEquals(1, append(messages, draft(room, "after")).seq());
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
