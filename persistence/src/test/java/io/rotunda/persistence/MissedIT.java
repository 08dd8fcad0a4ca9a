package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Edits.delete;
import static io.rotunda.persistence.Edits.id;
import static io.rotunda.persistence.Edits.made;
import static io.rotunda.persistence.Edits.react;
import static io.rotunda.persistence.Edits.read;
import static io.rotunda.persistence.Edits.unreact;
import static io.rotunda.persistence.Edits.update;
import static io.rotunda.persistence.Outcomes.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Changed.Fact;
import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MissedIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Messages messages = DATABASE.messages();
    private final RoomId.Timeline room = room();

    @Test
    void messagesAndChangesComeTogether() {
        var seen = say("seen"); // 1
        var first = say("first"); // 2
        var edited = apply(update(first, "edited")); // 3
        var second = say("second"); // 4
        var reacted = apply(react("bob", seen, "👍")); // 5

        var missed = missed(new Since.After(id(seen)), 10, 10);

        assertEquals(List.of(2L, 4L), seqs(missed));
        assertEquals(
                List.of("edited", "second"),
                missed.messages().stream()
                        .map(message -> message.message().draft().content())
                        .toList());
        assertEquals(List.of(edited, reacted), missed.changes());
        assertEquals(new Bounds(false, 2, 5, 5, 3), bounds(missed));
        assertEquals(new Bounds(false, 5, 5, 5, 3), bounds(missed(new Since.After(id(second)), 10, 10)));
    }

    @Test
    void whatWasSaidInAMessageThatIsGoneIsNotTold() {
        var seen = say("seen");
        apply(update(seen, "secret"));
        apply(delete(seen));
        assertEquals(
                List.of(new Fact.Updated(id(seen), "", null), new Fact.Deleted(id(seen))),
                missed(new Since.After(id(seen)), 10, 10).changes().stream()
                        .map(Changed::fact)
                        .toList());
    }

    @Test
    void whoMissedNothingIsToldSo() {
        var last = say("last");
        assertEquals(new Bounds(false, 2, 1, 1, 1), bounds(missed(new Since.After(id(last)), 10, 10)));
    }

    @Test
    void tooManyMessagesAreCut() {
        var seen = say("seen"); // 1
        say("2");
        var three = say("3");
        apply(read("bob", three)); // 4
        say("5");
        var missed = missed(new Since.After(id(seen)), 2, 10);
        assertEquals(List.of(2L, 3L), seqs(missed));
        assertEquals(List.of(), missed.changes());
        assertEquals(new Bounds(true, 2, 3, 5, 4), bounds(missed));
    }

    @Test
    void tooManyChangesAreCutBehindTheLastMessageBeforeThem() {
        var seen = say("seen"); // 1
        apply(react("bob", seen, "a")); // 2
        say("3");
        apply(react("bob", seen, "b")); // 4
        say("5");
        apply(react("bob", seen, "c")); // 6
        say("7");
        var missed = missed(new Since.After(id(seen)), 10, 2);
        assertEquals(List.of(3L, 5L), seqs(missed));
        assertEquals(new Bounds(true, 2, 5, 7, 4), bounds(missed));
        assertEquals(2, missed.changes().size());
    }

    @Test
    void whereNoCutIsPossibleWhatWasOvertakenIsLeftOut() {
        var seen = say("seen"); // 1
        var other = say("other"); // 2
        for (int i = 0; i < 10; i++) {
            apply(react("bob", seen, "a"));
            apply(update(other, "version " + i));
            apply(unreact("bob", seen, "a"));
        }
        apply(read("bob", seen)); // 33
        var lastRead = apply(read("bob", other)); // 34
        var kept = apply(react("eve", seen, "a")); // 35
        var last = say("last"); // 36
        apply(read("bob", last)); // 37

        var missed = missed(new Since.After(id(other)), 10, 5);

        assertEquals(
                List.of(new Fact.Updated(id(other), "version 9", null), new Fact.Reacted(id(seen), "a", false)),
                missed.changes().stream().limit(2).map(Changed::fact).toList());
        assertEquals(List.of(lastRead, kept), missed.changes().subList(2, 4));
        assertEquals(List.of(36L), seqs(missed));
        assertEquals(new Bounds(true, 3, 36, 37, 3), bounds(missed));
        assertEquals(Optional.empty(), messages.missed(room, new Since.After(id(other)), 10, 3));
    }

    @Test
    void whereNoMessageFollowsTheRestIsToldWithoutWhatWasOvertaken() {
        var seen = say("seen");
        for (int i = 0; i < 10; i++) {
            apply(update(seen, "version " + i));
        }
        var missed = missed(new Since.After(id(seen)), 10, 5);
        assertEquals(
                List.of(new Fact.Updated(id(seen), "version 9", null)),
                missed.changes().stream().map(Changed::fact).toList());
        assertEquals(new Bounds(false, 2, 11, 11, 1), bounds(missed));
    }

    @Test
    void theNewestAreReadWithWhatWasDoneSinceTheOldestOfThem() {
        var first = say("1");
        apply(react("bob", first, "a")); // 2
        say("3");
        var change = apply(react("bob", first, "b")); // 4
        say("5");
        var missed = missed(new Since.Newest(2), 10, 10);
        assertEquals(List.of(3L, 5L), seqs(missed));
        assertEquals(List.of(change), missed.changes());
        assertEquals(3, missed.from());
        assertEquals(List.of(1L, 3L, 5L), seqs(missed(new Since.Newest(50), 10, 10)));
    }

    @Test
    void theOneMessageOfAMomentWasSeenAndOfSeveralNoneForSure() throws SQLException {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        say("1");
        var one = say("2");
        apply(react("bob", one, "a")); // 3
        say("4");
        say("5");
        apply(react("bob", one, "b")); // 6
        execute("UPDATE messages SET created_at = '2026-01-01T00:00:00Z'::timestamptz"
                + " + seq / 4 * interval '3 ms' + least(seq, 3) * interval '1 ms'");
        execute("UPDATE changes SET at = '2026-01-01T00:00:00Z'::timestamptz + (2 * seq - 3) * interval '1 ms'");
        // 1: +1 ms, 2: +2 ms, 3: +3 ms, 4 and 5: +6 ms, 6: +9 ms
        for (var expected : new long[][] {{0, 1}, {1, 2}, {2, 3}, {3, 3}, {4, 4}, {6, 4}, {7, 6}, {9, 6}, {10, 7}}) {
            assertEquals(
                    expected[1],
                    missed(new Since.Later(start.plusMillis(expected[0])), 10, 10)
                            .from(),
                    "since " + expected[0] + " ms");
        }
        assertEquals(
                3, missed(new Since.Later(start.plusNanos(2_999_999)), 10, 10).from());
        assertEquals(1, missed(new Since.Later(Instant.MIN), 10, 10).from());
        assertEquals(7, missed(new Since.Later(Instant.MAX), 10, 10).from());
    }

    @Test
    void aMessageOfAnotherRoomIsNoPlaceToStartFrom() {
        say("hi");
        var elsewhere = append(messages, draft(room(), "elsewhere"));
        assertEquals(Optional.empty(), messages.missed(room, new Since.After(id(elsewhere)), 10, 10));
        assertEquals(Optional.empty(), messages.missed(room(), new Since.After(id(elsewhere)), 10, 10));
    }

    @Test
    void inARoomThatDoesNotExistNothingWasMissed() {
        var nothing = Optional.of(new Missed(List.of(), List.of(), false, 1, 0, 0, 0));
        var absent = room();
        assertEquals(nothing, messages.missed(absent, new Since.Newest(50), 10, 10));
        assertEquals(nothing, messages.missed(absent, new Since.Later(Instant.EPOCH), 10, 10));
        DATABASE.timelines().create(absent);
        assertEquals(nothing, messages.missed(absent, new Since.Newest(50), 10, 10));
        assertEquals(nothing, messages.missed(absent, new Since.Later(Instant.EPOCH), 10, 10));
    }

    @Test
    void messagesComeWithTheirReactions() {
        var first = say("1");
        apply(react("bob", first, "a"));
        assertTrue(missed(new Since.Newest(5), 10, 10)
                .messages()
                .equals(messages.latest(room, 5).messages()));
        assertEquals(
                1, messages.latest(room, 5).messages().getFirst().reactions().size());
    }

    private Message say(String content) {
        return append(messages, draft(room, content));
    }

    private Changed apply(Change change) {
        return made(DATABASE.database().stores().changes().apply(change, _ -> {}));
    }

    private Missed missed(Since since, int maxMessages, int maxChanges) {
        return messages.missed(room, since, maxMessages, maxChanges).orElseThrow();
    }

    private static List<Long> seqs(Missed missed) {
        return missed.messages().stream()
                .map(message -> message.message().seq())
                .toList();
    }

    private static Bounds bounds(Missed missed) {
        return new Bounds(missed.hasMore(), missed.from(), missed.through(), missed.logEnd(), missed.total());
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record Bounds(boolean hasMore, long from, long through, long logEnd, long total) {}
}
