package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Edits.by;
import static io.rotunda.persistence.Edits.delete;
import static io.rotunda.persistence.Edits.id;
import static io.rotunda.persistence.Edits.made;
import static io.rotunda.persistence.Edits.react;
import static io.rotunda.persistence.Edits.read;
import static io.rotunda.persistence.Edits.readAll;
import static io.rotunda.persistence.Edits.unreact;
import static io.rotunda.persistence.Edits.update;
import static io.rotunda.persistence.Outcomes.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.persistence.Messages.Appended;
import io.rotunda.persistence.Remembered.Reaction;
import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ChangesIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final Outcome UNCHANGED = new Outcome.Unchanged();
    private static final Outcome NO_SUCH_MESSAGE = new Outcome.NoSuchMessage();

    private final Messages messages = DATABASE.messages();
    private final RoomId.Timeline room = room();
    private final Message message = append(messages, draft(room, "first words"));
    private final List<Changed> told = new ArrayList<>();

    @Test
    void aChangeTakesTheNextPositionAndIsToldOnce() {
        var changed = made(apply(update(message, "other words", "{\"a\": 1}")));

        assertEquals(2, changed.seq());
        assertEquals(new Fact.Updated(id(message), "other words", "{\"a\": 1}"), changed.fact());
        assertEquals("Name of ann", changed.userName());
        assertFalse(changed.at().isBefore(message.createdAt()));
        assertEquals(List.of(changed), told);
        assertEquals(3, append(messages, draft(room, "next")).seq());
        var now = remembered(0).message();
        assertEquals("other words", now.draft().content());
        assertEquals(changed.at(), now.updatedAt());
        assertEquals(message.createdAt(), now.createdAt());
    }

    @Test
    void metadataThatIsNotGivenStays() {
        apply(update(message, "second", "{\"a\":1}"));
        assertEquals(
                new Fact.Updated(id(message), "third", "{\"a\":1}"),
                made(apply(update(message, "third"))).fact());
        assertEquals(4, made(apply(update(message, "third", "{\"a\":1}"))).seq(), "the same again is told again");
    }

    @Test
    void whatWasErasedIsErasedEverywhere() throws SQLException {
        var full = append(
                messages,
                new Draft(
                        Drafts.id(),
                        room,
                        Drafts.user("ann"),
                        "Ann",
                        "secret 1",
                        "text",
                        null,
                        "[\"secret\"]",
                        "[{\"secret\":1}]",
                        "{\"secret\":1}",
                        null,
                        null));
        apply(update(full, "secret 2", "{\"secret\":2}"));
        apply(react("bob", full, "👍"));

        var deleted = made(apply(delete(full)));

        assertEquals(new Fact.Deleted(id(full)), deleted.fact());
        var now = remembered(1);
        assertEquals(deleted.at(), now.deletedAt());
        assertEquals(List.of(), now.reactions());
        var draft = now.message().draft();
        assertEquals(
                List.of("", "[]", "[]", "null"),
                List.of(draft.content(), draft.mentions(), draft.attachments(), String.valueOf(draft.metadata())));
        assertEquals(0, rowsWith("secret"));
        assertEquals(UNCHANGED, apply(delete(full)));
        assertEquals(NO_SUCH_MESSAGE, apply(update(full, "again")));
        assertEquals(NO_SUCH_MESSAGE, apply(react("bob", full, "👍")));
        assertEquals(4, messages.latest(room, 10).through() - 1);
    }

    @Test
    void onlyItsAuthorUpdatesAMessageAndDeletesItUnlessAnyAuthorWillDo() {
        assertInstanceOf(Outcome.NotTheirs.class, apply(by("eve", message, new Action.Update(id(message), "x", null))));
        assertInstanceOf(Outcome.NotTheirs.class, apply(by("eve", message, new Action.Delete(id(message), false))));
        assertEquals("first words", remembered(0).message().draft().content());
        made(apply(by("eve", message, new Action.Delete(id(message), true))));
    }

    @Test
    void aMessageOfAnotherRoomIsNotThereAndNoRoomIsMade() {
        var absent = room();
        for (var elsewhere : List.of(room, absent)) {
            var other = append(messages, draft(room(), "elsewhere"));
            for (var action : new Action[] {
                new Action.Update(id(other), "x", null),
                new Action.Delete(id(other), true),
                new Action.React(id(other), "👍", true),
                new Action.React(id(other), "👍", false),
                new Action.Read(id(other))
            }) {
                assertEquals(NO_SUCH_MESSAGE, apply(new Change(elsewhere, Drafts.user("ann"), "Ann", action)));
            }
        }
        assertEquals(UNCHANGED, apply(new Change(absent, Drafts.user("ann"), "Ann", new Action.ReadAll())));
        assertEquals(Timelines.Standing.ABSENT, DATABASE.timelines().standing(absent, "ann"));
        assertEquals(List.of(), told);
    }

    @Test
    void reactionsComeInTheOrderInWhichTheirEmojiAppeared() {
        apply(react("bob", message, "👍"));
        apply(react("bob", message, "❤️"));
        apply(react("ann", message, "👍"));
        apply(react("eve", message, "👍"));
        assertEquals(UNCHANGED, apply(react("bob", message, "👍")));
        assertEquals(
                new Fact.Reacted(id(message), "👍", false),
                made(apply(unreact("bob", message, "👍"))).fact());
        assertEquals(UNCHANGED, apply(unreact("bob", message, "👍")));
        assertEquals(
                List.of(new Reaction("👍", 2, List.of("ann", "eve")), new Reaction("❤️", 1, List.of("bob"))),
                remembered(0).reactions());
        apply(unreact("bob", message, "❤️"));
        apply(unreact("ann", message, "👍"));
        apply(unreact("eve", message, "👍"));
        assertEquals(List.of(), remembered(0).reactions());
    }

    @Test
    void onlyTheFirstUsersOfAnEmojiAreNamed() {
        IntStream.range(0, 103).forEach(i -> apply(react("user-" + i, message, "👍")));
        var names = IntStream.range(0, 100).mapToObj(i -> "user-" + i).toList();
        assertEquals(List.of(new Reaction("👍", 103, names)), remembered(0).reactions());
    }

    @Test
    void thereIsNoFiftyFirstEmojiUntilOneIsTakenBack() {
        IntStream.range(0, Changes.MAX_EMOJI).forEach(i -> made(apply(react("ann", message, "e" + i))));
        assertInstanceOf(Outcome.TooManyEmoji.class, apply(react("bob", message, "one more")));
        made(apply(react("bob", message, "e0")));
        made(apply(unreact("ann", message, "e1")));
        made(apply(react("bob", message, "one more")));
    }

    @Test
    void aMarkNeverMovesBackwards() {
        var second = append(messages, draft(room, "second"));
        assertEquals(new Fact.Read(id(second)), made(apply(read("bob", second))).fact());
        assertEquals(UNCHANGED, apply(read("bob", second)));
        assertEquals(UNCHANGED, apply(read("bob", message)));
        made(apply(read("eve", message)));
    }

    @Test
    void readingAllNamesWhatWasNotReadAndIsThere() {
        var second = append(messages, draft(room, "second"));
        var third = append(messages, draft(room, "third"));
        var fourth = append(messages, draft(room, "fourth"));
        apply(read("bob", message));
        apply(delete(third));
        assertEquals(
                new Fact.ReadAll(List.of(id(second), id(fourth))),
                made(apply(readAll("bob", message))).fact());
        assertEquals(UNCHANGED, apply(readAll("bob", message)));
        assertEquals(UNCHANGED, apply(read("bob", fourth)));
    }

    @Test
    void readingAllNamesTheNewestThousand() throws Exception {
        var all = Outcomes.atOnce(1_010, i -> append(messages, draft(room, "message " + i))).stream()
                .sorted(java.util.Comparator.comparingLong(Message::seq))
                .map(Edits::id)
                .toList();
        assertEquals(
                new Fact.ReadAll(all.subList(10, 1_010)),
                made(apply(readAll("bob", message))).fact());
    }

    @Test
    void aMessageThatIsSentAgainIsComparedWithWhatItSaidAtFirst() {
        var first = append(messages, draft(room, "ann", "hi", "o1"));
        apply(update(first, "ho", "{}"));
        apply(update(first, "hu"));
        assertEquals(first, Outcomes.repeated(messages.append(draft(room, "ann", "hi", "o1"), _ -> {})));
        assertInstanceOf(Appended.Conflict.class, messages.append(draft(room, "ann", "hu", "o1"), _ -> {}));
        apply(delete(first));
        assertEquals(
                first.seq(),
                Outcomes.repeated(messages.append(draft(room, "ann", "hi", "o1"), _ -> {}))
                        .seq());
    }

    private Outcome apply(Change change) {
        return DATABASE.database().stores().changes().apply(change, told::add);
    }

    private Remembered remembered(int index) {
        return messages.latest(room, 100).messages().get(index);
    }

    private static int rowsWith(String text) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT count(*) FROM (
                          SELECT m::text AS line FROM messages m UNION ALL SELECT v::text FROM message_versions v
                          UNION ALL SELECT c::text FROM changes c UNION ALL SELECT x::text FROM reactions x) rows
                        WHERE line LIKE '%%%s%%'
                        """.formatted(text))) {
            row.next();
            return row.getInt(1);
        }
    }
}
