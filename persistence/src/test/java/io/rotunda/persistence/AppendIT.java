package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Drafts.sent;
import static io.rotunda.persistence.Outcomes.append;
import static io.rotunda.persistence.Outcomes.atOnce;
import static io.rotunda.persistence.Outcomes.committed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AppendIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Messages messages = DATABASE.messages();

    @Test
    void positionsHaveNoGapAndKeepEachSendersOrder() throws Exception {
        int threads = 50;
        int each = 20;
        var rooms = Stream.generate(Drafts::room).limit(5).toList();
        var heard = new ConcurrentLinkedQueue<Message>();

        var seqs = atOnce(threads, thread -> {
            var room = rooms.get(thread % rooms.size());
            return IntStream.range(0, each)
                    .mapToObj(i -> committed(messages.append(draft(room, "message " + i), heard::add))
                            .seq())
                    .toList();
        });

        seqs.forEach(ofOneSender -> assertEquals(ofOneSender.stream().sorted().toList(), ofOneSender));
        for (var room : rooms) {
            var all = LongStream.rangeClosed(1, threads * each / rooms.size())
                    .boxed()
                    .toList();
            assertEquals(
                    all,
                    heard.stream()
                            .filter(m -> m.draft().room().equals(room))
                            .map(Message::seq)
                            .toList());
            var history = messages.latest(room, 1000);
            assertEquals(all, sent(history).stream().map(Message::seq).toList());
            assertEquals(all.size(), history.total());
            assertEquals(all.size(), history.through());
        }
    }

    @Test
    void whatFollowsACommitRanBeforeTheSenderGoesOn() {
        var heard = new ConcurrentLinkedQueue<Message>();
        var answered = committed(messages.append(draft(room(), "hi"), heard::add));
        assertEquals(List.of(answered), List.copyOf(heard));
    }

    @Test
    void aSenderWhoseFollowUpFailsIsAnsweredAndHarmsNobody() {
        var room = room();
        committed(messages.append(draft(room, "first"), _ -> {
            throw new IllegalStateException("on purpose");
        }));
        assertEquals(2, append(messages, draft(room, "second")).seq());
    }

    @Test
    void everyByteComesBack() {
        var room = room();
        var thread = append(messages, draft(room, "thread"));
        var odd = "'; DROP TABLE messages; -- \" \\ \n\t{} \u2028 é 漢字 👩‍👩‍👧‍👦 " + "x".repeat(39_900);
        var draft = new Draft(
                Drafts.id(),
                room,
                Drafts.user("auth0|ann"),
                "Ann \"the\" O'Neil 🎉",
                odd,
                "text/markdown",
                thread.draft().id(),
                "[ \"bob\",  \"eve\" ]",
                "[{\"b\":1,\"a\":{\"z\":\"\\u0000\"}, \"a\":2}]",
                "{\"n\":1.10e2,  \"s\":\"\\ud800\"}",
                "workspace-1",
                "optimistic 'id'");

        var message = append(messages, draft);

        assertEquals(List.of(thread, message), sent(messages.latest(room, 10)));
        assertEquals(draft, message.draft());
    }

    @Test
    void timeIsInMillisecondsAndNeverRunsBackwards() throws SQLException {
        var room = room();
        var future = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        var now = append(messages, draft(room, "now")).createdAt();
        try (var connection = DATABASE.connect();
                var statement =
                        connection.prepareStatement("UPDATE rooms r SET last_at = ? WHERE " + Address.IS_ROOM)) {
            statement.setObject(1, future.atOffset(java.time.ZoneOffset.UTC));
            Address.bind(statement, 2, room);
            assertEquals(1, statement.executeUpdate());
        }
        assertEquals(now.truncatedTo(ChronoUnit.MILLIS), now);
        assertEquals(future, append(messages, draft(room, "later")).createdAt());
    }

    @Test
    void roomsOfTwoTenantsAndOfTwoKindsAreApartThoughTheyShareAnId() {
        var rooms = List.of(
                new RoomId.Channel("acme", "general"),
                new RoomId.Channel("globex", "general"),
                new RoomId.Conversation("acme", "general"));
        rooms.forEach(room -> {
            var message = append(messages, draft(room, "ann", "hi", "the same"));
            assertEquals(1, message.seq());
            rooms.forEach(other -> assertEquals(
                    other.equals(room), messages.contains(other, message.draft().id())));
            assertEquals(List.of(message), sent(messages.latest(room, 10)));
        });
    }

    @Test
    void aMessageIsInItsRoomOnly() {
        var room = room();
        var message = append(messages, draft(room, "hi"));
        assertTrue(messages.contains(room, message.draft().id()));
        assertFalse(messages.contains(room(), message.draft().id()));
        assertFalse(messages.contains(room, Drafts.id()));
    }
}
