package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Outcomes.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Nothing is left of a room that was deleted, whatever happens meanwhile.
final class ErasureIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void whatWasKeptOfARoomIsErasedAndOtherRoomsStay() throws Exception {
        var room = room();
        var other = room();
        converse(room);
        converse(other);
        long number = number(room);
        assertTrue(DATABASE.timelines().delete(room));
        DATABASE.awaitErased();
        assertEquals(0, left(number));
        assertEquals(5, left(number(other)));
    }

    @Test
    void anEraseThatWasCutInTheMiddleIsFinishedByTheNextStart() throws Exception {
        var room = room();
        converse(room);
        long number = number(room);
        try (var connection = DATABASE.connect()) {
            connection.setAutoCommit(false);
            new RoomLists(connection).delete(number, room);
            assertTrue(new Erasures(connection).erase(number));
            assertTrue(new Erasures(connection).erase(number));
            connection.commit();
        }
        Database.open(DATABASE.url(), 2).close();
        try (var _ = Database.open(DATABASE.url(), 2)) {
            DATABASE.awaitErased();
        }
        assertEquals(0, left(number));
    }

    private static void converse(RoomId.Timeline room) {
        var said = append(DATABASE.messages(), draft(room, "hi"));
        append(DATABASE.messages(), draft(room, "ho"));
        var changes = DATABASE.database().stores().changes();
        Edits.made(changes.apply(Edits.react("ann", said, "+1"), _ -> {}));
        DATABASE.timelines().restrict(room, Set.of("ann"));
    }

    private static long left(long number) throws SQLException {
        long left = 0;
        for (var table : Erasures.LEFT_BEHIND) {
            left += count("SELECT count(*) FROM " + table + " WHERE room_id = " + number);
        }
        return left;
    }

    private static long number(RoomId.Timeline room) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.prepareStatement("SELECT r.room_id FROM rooms r WHERE " + Address.IS_ROOM)) {
            Address.bind(statement, 1, room);
            try (var row = statement.executeQuery()) {
                assertTrue(row.next());
                return row.getLong(1);
            }
        }
    }

    private static long count(String sql) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
