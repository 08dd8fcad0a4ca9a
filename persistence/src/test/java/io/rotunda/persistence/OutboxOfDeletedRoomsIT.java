package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Notice.About;
import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What becomes of what waits to be told of a room, when the room is deleted.
final class OutboxOfDeletedRoomsIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final RoomId.Channel room = Drafts.channel();
    private final Database database = Database.open(DATABASE.url(), 2, (_, _) -> {}, true);
    private OutboxLease lease;

    @BeforeEach
    void claim() throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute("TRUNCATE outbox");
        }
        lease = Objects.requireNonNull(database.outbox().claim());
    }

    @AfterEach
    void close() {
        lease.close();
        database.close();
    }

    @Test
    void oneGapSaysWhatTheDeletedRoomHadToTellAndWhatHappenedInItIsTold() throws SQLException {
        var first = send("one");
        var happening = new Happening(room, "room:occupied", "{}", first.createdAt());
        database.outbox().add(List.of(happening));
        send("two");
        send("three");
        long line = line();
        assertTrue(database.stores().timelines().delete(room));
        DATABASE.awaitErased();
        assertEquals(
                List.of(
                        new About.Transient(room, "room:occupied", "{}"),
                        new About.Gap(room, 1L, 3L, 3, first.createdAt())),
                all(line));
    }

    @Test
    void itIsSaidBeforeAnythingIsErased() throws SQLException {
        var first = send("one");
        send("two");
        long line = line();
        try (var _ = deleted(line)) {
            assertEquals(List.of(new About.Gap(room, 1L, 2L, 2, first.createdAt())), all(line));
        }
    }

    @Test
    void whatIsOnItsWayIsNotPartOfTheGapAndNotToldAgain() throws SQLException {
        send("one");
        var second = send("two");
        send("three");
        long line = line();
        var onItsWay = Objects.requireNonNull(lease.next(line, 0));
        try (var _ = deleted(line)) {
            var gap = Objects.requireNonNull(lease.next(line, onItsWay.place().position()));
            assertEquals(new About.Gap(room, 2L, 3L, 2, second.createdAt()), gap.about());
            lease.delivered(List.of(onItsWay.place(), gap.place()));
            assertEquals(List.of(), lease.lines(Long.MIN_VALUE, 10));
        }
    }

    @Test
    void whatGivesWayBeforeTheGapOfADeletedRoomBecomesPartOfItWhereItLies() throws SQLException {
        var first = send("one");
        var at = first.createdAt().minusSeconds(60);
        database.outbox().add(List.of(new Happening(room, "room:occupied", "{}", at)));
        var last = send("two");
        long line = line();
        try (var _ = deleted(line)) {
            var happened = Objects.requireNonNull(lease.next(line, 0)); // and is told at this moment
            assertEquals(1, lease.giveWay(1, LATER));
            lease.delivered(List.of(happened.place()));
            var gap = Objects.requireNonNull(lease.next(line, 0));
            assertEquals(new About.Gap(room, 1L, 2L, 3, at), gap.about());
            assertEquals(last.createdAt(), gap.at());
        }
    }

    @Test
    void aGapThatWasToldIsNotPartOfTheNextOne() throws SQLException {
        send("one");
        var second = send("two");
        long line = line();
        assertEquals(1, lease.giveWay(1, LATER));
        var told = Objects.requireNonNull(lease.next(line, 0));
        try (var _ = deleted(line)) {
            var gap = Objects.requireNonNull(lease.next(line, told.place().position()));
            assertEquals(new About.Gap(room, 2L, 2L, 1, second.createdAt()), gap.about());
            assertEquals(told, lease.next(line, 0));
        }
    }

    @Test
    void aGapThatWaitedIsStillAboutTheRoomThatIsGone() throws SQLException {
        var first = send("one");
        send("two");
        long line = line();
        assertEquals(2, lease.giveWay(2, LATER));
        var gap = new About.Gap(room, 1L, 2L, 2, first.createdAt());
        try (var _ = deleted(line)) {
            assertEquals(List.of(gap), all(line));
        }
        database.stores().timelines().delete(room); // wakes who erases
        DATABASE.awaitErased();
        assertEquals(List.of(gap), all(line));
    }

    @Test
    void anotherRoomOfTheSameNameIsToldOfFromItsBeginning() throws SQLException {
        send("one");
        database.stores().timelines().delete(room);
        DATABASE.awaitErased();
        database.stores().timelines().create(room);
        var anew = send("anew");
        var lines = lease.lines(Long.MIN_VALUE, 10);
        assertEquals(2, lines.size());
        assertEquals(List.of(new About.Sent(anew)), all(lines.getLast()));
    }

    @Test
    void nothingIsNotedOfADeletionWhereNobodyWantsIt() throws SQLException {
        Outcomes.append(DATABASE.messages(), Drafts.draft(room, "hi"));
        assertTrue(DATABASE.timelines().delete(room));
        DATABASE.awaitErased();
        assertEquals(List.of(), lease.lines(Long.MIN_VALUE, 10));
    }

    /// Deletes the room, and keeps everybody from erasing it until that is closed.
    private Held deleted(long number) throws SQLException {
        var holder = DATABASE.connect();
        holder.setAutoCommit(false);
        new RoomLists(holder).delete(number, room);
        holder.commit();
        assertEquals(number, new Erasures(holder).take().orElseThrow());
        return () -> {
            holder.rollback(); // before it is closed: who erases looks at once
            holder.close();
        };
    }

    private interface Held extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private Message send(String content) {
        return Outcomes.append(database.stores().messages(), Drafts.draft(room, content));
    }

    private long line() {
        return lease.lines(Long.MIN_VALUE, 10).getLast();
    }

    private List<About> all(long line) {
        var told = new ArrayList<About>();
        for (var next = lease.next(line, 0);
                next != null;
                next = lease.next(line, next.place().position())) {
            told.add(next.about());
        }
        return told;
    }
}
