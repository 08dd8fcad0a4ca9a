package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every implementation of [Changes] does.
abstract class ChangesContract {
    private static final Outcome UNCHANGED = new Outcome.Unchanged();
    private static final Outcome NO_SUCH_MESSAGE = new Outcome.NoSuchMessage();
    private static final Outcome NOT_THEIRS = new Outcome.NotTheirs();

    private final StoresUnderTest kept;
    private final RoomId.Timeline room = Drafts.room();

    ChangesContract(StoresUnderTest kept) {
        this.kept = kept;
    }

    @Test
    void changesAndMessagesShareTheirPositions() {
        var first = say("one");
        var changed = edits().make("ann", RoomEdits.update(first, "new", "{\"a\":1.10}"));
        assertEquals(
                new Changed(
                        room,
                        2,
                        changed.at(),
                        Drafts.user("ann"),
                        "Name of ann",
                        new Fact.Updated(RoomEdits.id(first), "new", "{\"a\":1.10}")),
                changed);
        assertFalse(changed.at().isBefore(first.createdAt()));
        assertEquals(3, say("two").seq());
        assertEquals(4, edits().make("bob", new Action.ReadAll()).seq());
    }

    @Test
    void aChangeIsToldOnceBeforeItsAuthorGoesOnAndWhatChangesNothingIsNot() {
        var message = say("hi");
        var told = new ArrayList<Changed>();
        var react = new Change(room, Drafts.user("ann"), "Ann", RoomEdits.add(message, "+1"));
        var outcome = kept.stores().changes().apply(react, told::add);
        assertEquals(List.of(outcome), told.stream().map(Outcome.Committed::new).toList());
        assertEquals(UNCHANGED, kept.stores().changes().apply(react, told::add));
        assertEquals(
                NOT_THEIRS,
                kept.stores()
                        .changes()
                        .apply(new Change(room, Drafts.user("bob"), "Bob", RoomEdits.delete(message)), told::add));
        assertEquals(1, told.size());
        assertEquals(3, say("next").seq(), "what changed nothing took no position");
    }

    @Test
    void metadataStaysUnlessItIsGiven() {
        var message = say("hi");
        edits().make("ann", RoomEdits.update(message, "hi", "{\"a\":1}"));
        var changed = edits().make("ann", RoomEdits.update(message, "ho"));
        assertEquals(new Fact.Updated(RoomEdits.id(message), "ho", "{\"a\":1}"), changed.fact());
        edits().make("ann", RoomEdits.update(message, "ho", "{\"a\":2}"));
    }

    @Test
    void anUpdateIsMadeAlsoWhenTheContentIsAsBefore() {
        var message = say("hi");
        for (long seq = 2; seq < 5; seq++) {
            var changed = edits().make("ann", RoomEdits.update(message, "hi"));
            assertEquals(new Fact.Updated(RoomEdits.id(message), "hi", null), changed.fact());
            assertEquals(seq, changed.seq());
            var shown = kept.stores().messages().latest(room, 1).messages().getFirst();
            assertEquals(changed.at(), shown.message().updatedAt());
        }
    }

    @Test
    void anUpdateIsTheAuthorsAndADeletionTheAuthorsOrWhoeverMayDeleteAll() {
        var message = say("hi");
        assertEquals(NOT_THEIRS, edits().does("bob", RoomEdits.update(message, "ho")));
        assertEquals(NOT_THEIRS, edits().does("bob", RoomEdits.delete(message)));
        var changed = edits().make("bob", new Action.Delete(RoomEdits.id(message), true));
        assertEquals(new Fact.Deleted(RoomEdits.id(message)), changed.fact());
    }

    @Test
    void whatIsErasedIsGoneForAllButReaders() {
        var message = say("hi");
        edits().make("ann", RoomEdits.update(message, "ho", "{\"a\":1}"));
        edits().make("bob", RoomEdits.add(message, "+1"));
        edits().make("ann", RoomEdits.delete(message));
        var shown = kept.stores().messages().latest(room, 1).messages().getFirst();
        assertEquals("", shown.message().draft().content());
        assertEquals("[]", shown.message().draft().mentions());
        assertEquals("[]", shown.message().draft().attachments());
        assertEquals(null, shown.message().draft().metadata());
        assertEquals(List.of(), shown.reactions());
        assertEquals(UNCHANGED, edits().does("ann", RoomEdits.delete(message)));
        assertEquals(NO_SUCH_MESSAGE, edits().does("ann", RoomEdits.update(message, "ho")));
        assertEquals(NO_SUCH_MESSAGE, edits().does("bob", RoomEdits.add(message, "+1")));
        assertEquals(NO_SUCH_MESSAGE, edits().does("bob", RoomEdits.remove(message, "+1")));
        edits().make("bob", RoomEdits.read(message));
    }

    @Test
    void aMessageOfAnotherOrNoRoomIsNotThere() {
        var message = say("hi");
        var elsewhere = Drafts.room();
        var nowhere = new RoomEdits(kept.stores().changes(), elsewhere);
        for (int round = 0; round < 2; round++) {
            for (var action : List.of(
                    RoomEdits.update(message, "ho"),
                    RoomEdits.delete(message),
                    RoomEdits.add(message, "x"),
                    RoomEdits.read(message))) {
                assertEquals(NO_SUCH_MESSAGE, nowhere.does("ann", action));
            }
            assertEquals(UNCHANGED, nowhere.does("ann", new Action.ReadAll()));
            kept.stores().timelines().create(elsewhere);
        }
        assertEquals(NO_SUCH_MESSAGE, edits().does("ann", new Action.Read(Drafts.id())));
    }

    @Test
    void aReactionIsThereOrNot() {
        var message = say("hi");
        assertEquals(UNCHANGED, edits().does("bob", RoomEdits.remove(message, "+1")));
        var added = edits().make("bob", RoomEdits.add(message, "+1"));
        assertEquals(new Fact.Reacted(RoomEdits.id(message), "+1", true), added.fact());
        assertEquals(UNCHANGED, edits().does("bob", RoomEdits.add(message, "+1")));
        assertEquals(UNCHANGED, edits().does("ann", RoomEdits.remove(message, "+1")));
        var removed = edits().make("bob", RoomEdits.remove(message, "+1"));
        assertEquals(new Fact.Reacted(RoomEdits.id(message), "+1", false), removed.fact());
        assertEquals(UNCHANGED, edits().does("bob", RoomEdits.remove(message, "+1")));
    }

    @Test
    void aMessageCarriesSoManyDifferentEmojiAlsoWhenTheyComeAtOnce() throws Exception {
        var message = say("hi");
        var outcomes = Outcomes.atOnce(60, i -> edits().does("user" + i, RoomEdits.add(message, "emoji " + i)));
        var refused = IntStream.range(0, 60)
                .filter(i -> outcomes.get(i) instanceof Outcome.TooManyEmoji)
                .toArray();
        assertEquals(60 - Changes.MAX_EMOJI, refused.length);
        int there = IntStream.range(0, 60)
                .filter(i -> outcomes.get(i) instanceof Outcome.Committed)
                .findFirst()
                .orElseThrow();
        edits().make("somebody", RoomEdits.add(message, "emoji " + there));
        edits().make("somebody", RoomEdits.remove(message, "emoji " + there));
        edits().make("user" + there, RoomEdits.remove(message, "emoji " + there));
        edits().make("user" + refused[0], RoomEdits.add(message, "emoji " + refused[0]));
        assertInstanceOf(Outcome.TooManyEmoji.class, edits().does("somebody", RoomEdits.add(message, "one more")));
    }

    @Test
    void aMarkNeverMovesBackwards() {
        var one = say("one");
        var two = say("two");
        var read = edits().make("bob", RoomEdits.read(two));
        assertEquals(new Fact.Read(RoomEdits.id(two)), read.fact());
        assertEquals(UNCHANGED, edits().does("bob", RoomEdits.read(two)));
        assertEquals(UNCHANGED, edits().does("bob", RoomEdits.read(one)));
        edits().make("ann", RoomEdits.read(one));
    }

    @Test
    void readingAllNamesWhatWasNotReadBefore() {
        var one = say("one");
        var two = say("two");
        var gone = say("gone");
        edits().make("bob", RoomEdits.read(one));
        edits().make("ann", RoomEdits.delete(gone));
        var three = say("three");
        var read = edits().make("bob", new Action.ReadAll());
        assertEquals(new Fact.ReadAll(List.of(RoomEdits.id(two), RoomEdits.id(three))), read.fact());
        assertEquals(UNCHANGED, edits().does("bob", new Action.ReadAll()));
        assertEquals(UNCHANGED, edits().does("bob", RoomEdits.read(three)));
        var four = say("four");
        assertEquals(
                new Fact.ReadAll(List.of(RoomEdits.id(four))),
                edits().make("bob", new Action.ReadAll()).fact());
    }

    @Test
    void readingAllNamesTheNewest() {
        var inLine = IntStream.range(0, Fact.ReadAll.MAX_MESSAGE_IDS + 5)
                .mapToObj(i -> kept.stores().messages().submit(draft(room, "message " + i), _ -> {}))
                .toList();
        var ids = inLine.stream()
                .map(one -> RoomEdits.id(Outcomes.committed(one.await())))
                .toList();
        var read = edits().make("bob", new Action.ReadAll());
        assertEquals(new Fact.ReadAll(ids.subList(5, ids.size())), read.fact());
        assertEquals(UNCHANGED, edits().does("bob", new Action.ReadAll()));
    }

    @Test
    void whatManyDoAtOnceIsToldInOneOrderWithoutAGap() throws Exception {
        var target = say("target");
        var told = Collections.synchronizedList(new ArrayList<Long>());
        Outcomes.atOnce(20, i -> {
            for (int round = 0; round < 10; round++) {
                var user = "user" + i;
                kept.stores().messages().append(draft(room, user + " " + round), message -> told.add(message.seq()));
                var react = round % 2 == 0 ? RoomEdits.add(target, "+1") : RoomEdits.remove(target, "+1");
                for (var action : List.of(react, new Action.ReadAll(), RoomEdits.update(target, user))) {
                    kept.stores()
                            .changes()
                            .apply(
                                    new Change(room, Drafts.user(user), user, action),
                                    changed -> told.add(changed.seq()));
                }
            }
            return i;
        });
        var end = kept.stores().messages().latest(room, 1).through();
        assertEquals(LongStream.rangeClosed(2, end).boxed().toList(), told);
        assertEquals(true, told.size() >= 400, "messages and reactions each took a position");
    }

    @Test
    void theSameActionAtOnceIsDoneOnce() throws Exception {
        var message = say("hi");
        for (var action : List.of(RoomEdits.add(message, "+1"), new Action.ReadAll(), RoomEdits.delete(message))) {
            var outcomes = Outcomes.atOnce(10, _ -> edits().does("ann", action));
            assertEquals(
                    1,
                    outcomes.stream()
                            .filter(Outcome.Committed.class::isInstance)
                            .count());
            assertEquals(9, Collections.frequency(outcomes, UNCHANGED));
        }
    }

    @Test
    void everyByteComesBack() {
        var message = say("hi");
        var odd = "'; DROP TABLE messages; -- \" \\ \n\t{} \u2028 é 漢字 👩‍👩‍👧‍👦 " + "x".repeat(39_900);
        var metadata = "{\"n\":1.10e2,  \"s\":\"\\ud800\"}";
        var changed = edits().make("ann", RoomEdits.update(message, odd, metadata));
        assertEquals(new Fact.Updated(RoomEdits.id(message), odd, metadata), changed.fact());
        edits().make("ann", RoomEdits.add(message, "'👩‍👩‍👧‍👦\""));
        var shown = kept.stores().messages().latest(room, 1).messages().getFirst();
        assertEquals(odd, shown.message().draft().content());
        assertEquals(metadata, shown.message().draft().metadata());
        assertEquals("'👩‍👩‍👧‍👦\"", shown.reactions().getFirst().emoji());
    }

    private Message say(String content) {
        return Outcomes.append(kept.stores().messages(), draft(room, content));
    }

    private RoomEdits edits() {
        return new RoomEdits(kept.stores().changes(), room);
    }
}
