package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Notice.About;
import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class OutboxIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final RoomId.Channel room = Drafts.channel();
    private final Database database = Database.open(DATABASE.url(), 2, (_, _) -> {}, true);
    private final Messages messages = database.stores().messages();
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
    void whatIsCommittedIsNotedInTheOrderOfPositions() throws SQLException {
        IntStream.range(0, 50)
                .mapToObj(i -> messages.submit(Drafts.draft(room, "message " + i), _ -> {}))
                .toList()
                .forEach(Messages.Submission::await);
        var said = all(line()).stream()
                .map(notice ->
                        assertInstanceOf(About.Sent.class, notice.about()).message())
                .toList();
        assertEquals(
                IntStream.rangeClosed(1, 50).mapToObj(Long::valueOf).toList(),
                said.stream().map(Message::seq).toList());
        assertEquals(Drafts.sent(messages.latest(room, 50)), said);
    }

    @Test
    void whatIsDoneToAMessageIsNotedAfterIt() throws SQLException {
        var message = send("hi");
        var edits = new RoomEdits(database.stores().changes(), room);
        var changed = List.of(
                edits.make("ann", RoomEdits.update(message, "ho")),
                edits.make("bob", RoomEdits.add(message, "+1")),
                edits.make("bob", RoomEdits.read(message)),
                edits.make("cid", new Change.Action.ReadAll()));
        edits.does("bob", RoomEdits.add(message, "+1")); // changes nothing, is not noted
        var notices = all(line());
        assertEquals(5, notices.size());
        assertEquals(
                changed,
                notices.stream()
                        .skip(1)
                        .map(notice -> assertInstanceOf(About.Amended.class, notice.about())
                                .changed())
                        .toList());
        assertEquals(5, notices.stream().map(Notice::id).distinct().count());
    }

    @Test
    void whatWasErasedIsToldByNobody() throws SQLException {
        var message = send("a secret");
        var edits = new RoomEdits(database.stores().changes(), room);
        edits.make("ann", RoomEdits.update(message, "another secret"));
        edits.make("ann", new Change.Action.Delete(message.draft().id(), false));
        var notices = all(line());
        var sent = assertInstanceOf(About.Sent.class, notices.getFirst().about());
        assertEquals("", sent.message().draft().content());
        var updated =
                assertInstanceOf(About.Amended.class, notices.get(1).about()).changed();
        assertEquals(
                "", assertInstanceOf(Changed.Fact.Updated.class, updated.fact()).content());
    }

    @Test
    void nothingIsNotedWhereNobodyWantsIt() throws SQLException {
        DATABASE.messages().append(Drafts.draft(room, "hi"), _ -> {});
        assertEquals(0, lease.waiting(100));
        assertEquals(List.of(), lease.lines(Long.MIN_VALUE, 10));
    }

    @Test
    void aRepetitionIsNotNotedAgain() throws SQLException {
        messages.append(Drafts.draft(room, "ann", "hi", "once"), _ -> {});
        messages.append(Drafts.draft(room, "ann", "hi", "once"), _ -> {});
        assertEquals(1, lease.waiting(100));
    }

    @Test
    void whatHappensInARoomStandsInOneLineWithItsMessages() throws SQLException {
        send("hi");
        var at = Instant.ofEpochMilli(1_700_000_000_123L);
        var call = new RoomId.Call("acme", "standup");
        database.outbox()
                .add(List.of(
                        new Happening(room, "room:occupied", "{}", at),
                        new Happening(call, "room:occupied", "{}", at),
                        new Happening(call, "room:vacated", "{\"a\":1}", at),
                        new Happening(new RoomId.Org("acme"), "presence:update", "{}", at)));
        assertEquals(2, all(line()).size());
        assertEquals(3, lease.lines(Long.MIN_VALUE, 10).size());
        var notices = new ArrayList<Notice>();
        for (var line : lease.lines(Long.MIN_VALUE, 10)) {
            notices.addAll(all(line));
        }
        var vacated = notices.stream()
                .filter(notice -> notice.about() instanceof About.Transient happened
                        && happened.event().equals("room:vacated"))
                .findFirst()
                .orElseThrow();
        assertEquals(new About.Transient(call, "room:vacated", "{\"a\":1}"), vacated.about());
        assertEquals(at, vacated.at());
        var before = Objects.requireNonNull(lease.next(vacated.place().line(), 0));
        assertTrue(before.place().position() < vacated.place().position());
    }

    @Test
    void oneProcessDeliversAndTheNextOneTakesOver() throws SQLException {
        assertNull(database.outbox().claim());
        lease.close();
        try (var next = database.outbox().claim()) {
            assertNotNull(next);
        }
    }

    @Test
    void whatWasDeliveredIsGoneAndTheRestStays() throws SQLException {
        send("one");
        send("two");
        var first = Objects.requireNonNull(lease.next(line(), 0));
        lease.delivered(List.of(
                first.place(), first.place(), new Notice.Place(first.place().line(), 0)));
        var second = Objects.requireNonNull(lease.next(line(), 0));
        assertNotEquals(first.id(), second.id());
        assertEquals(1, lease.waiting(100));
        assertEquals(second.at(), lease.oldest());
    }

    @Test
    void howMuchWaitsAtMostIsKnownWithoutCounting() {
        assertEquals(0, lease.mayWait());
        assertNull(lease.oldest());
        IntStream.range(0, 5).forEach(_ -> send("more"));
        assertTrue(lease.mayWait() >= 5);
        assertEquals(5, lease.waiting(100));
        assertEquals(3, lease.waiting(3));
    }

    @Test
    void linesAreFoundPieceByPiece() throws SQLException {
        Stream.generate(Drafts::channel).limit(7).forEach(other -> {
            messages.append(Drafts.draft(other, "one"), _ -> {});
            messages.append(Drafts.draft(other, "two"), _ -> {});
        });
        var found = new ArrayList<Long>();
        var page = lease.lines(Long.MIN_VALUE, 3);
        while (!page.isEmpty()) {
            found.addAll(page);
            page = lease.lines(page.getLast(), 3);
        }
        assertEquals(7, found.size());
        assertEquals(7, new HashSet<>(found).size());
    }

    @Test
    void theOldestGiveWayAndTheirRoomIsToldWhatItWasNotToldOf() throws SQLException {
        var first = send("one");
        IntStream.range(0, 4).forEach(_ -> send("more"));
        assertEquals(2, lease.giveWay(2, LATER));
        assertEquals(1, lease.giveWay(1, LATER));
        assertEquals(2, lease.waiting(100));
        var notices = all(line());
        assertEquals(
                new About.Gap(room, 1L, 3L, 3, first.createdAt()),
                notices.getFirst().about());
        assertEquals(
                List.of(4L, 5L),
                notices.stream()
                        .skip(1)
                        .map(notice -> ((About.Sent) notice.about()).message().seq())
                        .toList());
    }

    @Test
    void onlyWhatIsOldEnoughGivesWay() throws SQLException {
        var message = send("one");
        assertEquals(0, lease.giveWay(10, message.createdAt()));
        assertEquals(1, lease.giveWay(10, message.createdAt().plusMillis(1)));
        lease.delivered(List.of(Objects.requireNonNull(lease.next(line(), 0)).place()));
        assertEquals(List.of(), lease.lines(Long.MIN_VALUE, 10));
    }

    @Test
    void aGapInWhatNobodyKeepsNamesItsRoom() throws SQLException {
        var call = new RoomId.Call("acme", "standup");
        var at = Instant.ofEpochMilli(1_700_000_000_123L);
        database.outbox().add(List.of(new Happening(call, "room:occupied", "{}", at)));
        assertEquals(1, lease.giveWay(10, LATER));
        var gap =
                Objects.requireNonNull(lease.next(lease.lines(Long.MIN_VALUE, 1).getFirst(), 0));
        assertEquals(new About.Gap(call, null, null, 1, at), gap.about());
    }

    @Test
    void tooManyGapsBecomeOneThatIsAboutAnyRoom() throws SQLException {
        var at = Instant.ofEpochMilli(1_700_000_000_123L);
        var happenings = IntStream.rangeClosed(0, OutboxLease.MAX_GAPS)
                .mapToObj(i -> new Happening(new RoomId.Call("acme", "call-" + i), "room:occupied", "{}", at))
                .toList();
        database.outbox().add(happenings);
        database.outbox().addGap(7, at.minusMillis(1), at);
        assertEquals(happenings.size(), lease.giveWay(happenings.size(), LATER));
        lease.joinGaps();
        assertEquals(List.of(0L), lease.lines(Long.MIN_VALUE, 10));
        var gap = Objects.requireNonNull(lease.next(0, 0));
        assertEquals(new About.Gap(null, null, null, happenings.size() + 7, at.minusMillis(1)), gap.about());
        assertFalse(lease.waiting(100) > 0);
    }

    @Test
    void gapsAboutAnyRoomAreOne() {
        var at = Instant.ofEpochMilli(1_700_000_000_123L);
        database.outbox().addGap(7, at, at.plusMillis(1));
        var first = Objects.requireNonNull(lease.next(0, 0));
        database.outbox().addGap(5, at.plusMillis(2), at.plusMillis(3));
        lease.delivered(List.of(first.place())); // as it was
        var gap = Objects.requireNonNull(lease.next(0, 0));
        assertEquals(new About.Gap(null, null, null, 12, at), gap.about());
        assertEquals(at.plusMillis(3), gap.at());
        assertNull(lease.next(0, gap.place().position()));
    }

    @Test
    void whatIsAboutARoomThatIsGoneSaysNothing() throws SQLException {
        send("hi");
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM rooms WHERE wire_id = '" + room.channelId() + "'");
        }
        assertEquals(new About.Nothing(), all(line()).getFirst().about());
    }

    private Message send(String content) {
        return ((Messages.Appended.Committed) messages.append(Drafts.draft(room, content), _ -> {})).message();
    }

    private long line() throws SQLException {
        return lease.lines(Long.MIN_VALUE, 10).getLast();
    }

    private List<Notice> all(long line) throws SQLException {
        var notices = new ArrayList<Notice>();
        for (var next = lease.next(line, 0);
                next != null;
                next = lease.next(line, next.place().position())) {
            notices.add(next);
        }
        return notices;
    }
}
