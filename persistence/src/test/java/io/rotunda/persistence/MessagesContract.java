package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.untouched;
import static io.rotunda.persistence.Outcomes.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Messages.Appended;
import io.rotunda.persistence.Remembered.Reaction;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every implementation of [Messages] does, but for [Messages#missed].
abstract class MessagesContract {
    private final StoresUnderTest kept;
    private final RoomId.Timeline room = Drafts.room();

    MessagesContract(StoresUnderTest kept) {
        this.kept = kept;
    }

    @Test
    void aMessageIsFoundByTheNameThatItsSenderGaveIt() {
        var named = Outcomes.append(messages(), draft(room, "ann", "hi", "o1"));
        assertEquals(Optional.of(named), messages().named(room, Drafts.user("ann"), "o1"));
        assertEquals(Optional.empty(), messages().named(room, Drafts.user("bob"), "o1"));
        assertEquals(Optional.empty(), messages().named(room, Drafts.user("ann"), "o2"));
        assertEquals(Optional.empty(), messages().named(Drafts.room(), Drafts.user("ann"), "o1"));
    }

    @Test
    void whatFollowsACommitHappenedBeforeTheSenderGoesOn() {
        var told = new ArrayList<Message>();
        var answered = Outcomes.committed(messages().append(draft(room, "hi"), told::add));
        assertEquals(List.of(answered), told);
        assertEquals(1, answered.seq());
        assertEquals(answered.createdAt(), answered.updatedAt());
    }

    @Test
    void messagesPutInLineAreCommittedInThatOrder() {
        var told = new ArrayList<Message>();
        var inLine = IntStream.range(0, 50)
                .mapToObj(i -> messages().submit(draft(room, "message " + i), told::add))
                .toList();
        var answered =
                inLine.stream().map(one -> Outcomes.committed(one.await())).toList();
        assertEquals(told, answered);
        assertEquals(untouched(told), messages().latest(room, 100).messages());
    }

    @Test
    void theSameAgainIsAnsweredWithTheFirstAndToldToNobody() {
        var first = append(draft(room, "ann", "hi", "o1"));
        var told = new ArrayList<Message>();
        assertEquals(first, repeated(messages().append(draft(room, "ann", "hi", "o1"), told::add)));
        assertEquals(List.of(), told);
    }

    @Test
    void otherContentUnderTheSameOptimisticIdConflicts() {
        append(draft(room, "ann", "hi", "o1"));
        assertInstanceOf(Appended.Conflict.class, messages().append(draft(room, "ann", "ho", "o1"), _ -> {}));
        assertEquals(1, messages().latest(room, 10).total());
    }

    @Test
    void aRepetitionIsComparedWithWhatTheMessageSaidAtFirst() {
        var first = append(draft(room, "ann", "hi", "o1"));
        edits().make("ann", RoomEdits.update(first, "ho"));
        assertEquals(
                first.seq(),
                repeated(messages().append(draft(room, "ann", "hi", "o1"), _ -> {}))
                        .seq());
        assertInstanceOf(Appended.Conflict.class, messages().append(draft(room, "ann", "ho", "o1"), _ -> {}));
    }

    @Test
    void aRepetitionOfAnErasedMessageIsNotKeptAgain() {
        var first = append(draft(room, "ann", "hi", "o1"));
        edits().make("ann", RoomEdits.update(first, "ho"));
        edits().make("ann", RoomEdits.delete(first));
        var again = repeated(messages().append(draft(room, "ann", "hi", "o1"), _ -> {}));
        assertEquals(first.draft().id(), again.draft().id());
        assertEquals(1, messages().latest(room, 10).total());
    }

    @Test
    void anOptimisticIdIsOneUsersInOneRoom() {
        assertEquals(1, append(draft(room, "ann", "hi", "o1")).seq());
        assertEquals(2, append(draft(room, "bob", "hi", "o1")).seq());
        assertEquals(1, append(draft(Drafts.room(), "ann", "hi", "o1")).seq());
    }

    @Test
    void aMessageIsInItsRoomOnly() {
        var message = append(draft(room, "hi"));
        assertTrue(messages().contains(room, message.draft().id()));
        assertFalse(messages().contains(Drafts.room(), message.draft().id()));
        assertFalse(messages().contains(room, Drafts.id()));
    }

    @Test
    void theLatestComeOldestFirst() {
        var all = ten();
        assertEquals(new History(untouched(all), false, 10, 10), messages().latest(room, 10));
        assertEquals(
                new History(untouched(all.subList(7, 10)), true, 10, 10),
                messages().latest(room, 3));
    }

    @Test
    void whatLedUpToAMessageIsPagedBackward() {
        var all = ten();
        assertEquals(page(all.subList(4, 7), true), messages().before(room, id(all, 7), 3));
        assertEquals(page(all.subList(0, 3), false), messages().before(room, id(all, 3), 3));
        assertEquals(page(List.of(), false), messages().before(room, id(all, 0), 3));
    }

    @Test
    void whatFollowedAMessageIsPagedForward() {
        var all = ten();
        assertEquals(page(all.subList(3, 6), true), messages().after(room, id(all, 2), 3));
        assertEquals(page(all.subList(7, 10), false), messages().after(room, id(all, 6), 3));
        assertEquals(page(List.of(), false), messages().after(room, id(all, 9), 3));
    }

    @Test
    void nothingLedUpToOrFollowedAMessageOfNoOrAnotherRoom() {
        ten();
        var elsewhere = append(draft(Drafts.room(), "elsewhere"));
        for (var unknown : List.of(Drafts.id(), elsewhere.draft().id())) {
            assertEquals(Optional.empty(), messages().before(room, unknown, 3));
            assertEquals(Optional.empty(), messages().after(room, unknown, 3));
        }
    }

    @Test
    void roomsWithoutMessagesHaveAnEmptyHistory() {
        var nothing = new History(List.of(), false, 0, 0);
        assertEquals(nothing, messages().latest(room, 3));
        kept.stores().timelines().create(room);
        assertEquals(nothing, messages().latest(room, 3));
        assertTrue(messages().before(room, Drafts.id(), 3).isEmpty());
    }

    @Test
    void historyShowsMessagesAsTheyStandNow() {
        var all = ten();
        var updated = edits().make("ann", RoomEdits.update(all.get(1), "new", "{\"a\":1}"));
        edits().make("bob", RoomEdits.add(all.get(1), "+1"));
        edits().make("bob", RoomEdits.add(all.get(2), "+1"));
        var deleted = edits().make("ann", RoomEdits.delete(all.get(2)));
        edits().make("bob", RoomEdits.read(all.get(3)));
        for (var shown : List.of(
                messages().latest(room, 10).messages().subList(1, 4),
                messages().before(room, id(all, 4), 3).orElseThrow().messages())) {
            var second = shown.getFirst();
            assertEquals("new", second.message().draft().content());
            assertEquals("{\"a\":1}", second.message().draft().metadata());
            assertEquals(updated.at(), second.message().updatedAt());
            assertEquals(all.get(1).createdAt(), second.message().createdAt());
            assertEquals(all.get(1).seq(), second.message().seq());
            assertEquals(List.of(new Reaction("+1", 1, List.of("bob"))), second.reactions());
            var third = shown.get(1);
            assertEquals("", third.message().draft().content());
            assertEquals(deleted.at(), third.deletedAt());
            assertEquals(List.of(), third.reactions());
            assertEquals(untouched(all.subList(3, 4)), shown.subList(2, 3));
        }
        assertEquals(15, messages().latest(room, 1).through());
        assertEquals(10, messages().latest(room, 1).total());
    }

    @Test
    void reactionsComeInTheOrderInWhichTheirEmojiAppearedAndNameTheFirstUsers() {
        var message = append(draft(room, "hi"));
        edits().make("user0", RoomEdits.add(message, "b"));
        edits().make("user0", RoomEdits.add(message, "a"));
        for (int i = 1; i < 105; i++) {
            edits().make("user" + i, RoomEdits.add(message, "b"));
        }
        edits().make("user1", RoomEdits.remove(message, "b"));
        var reactions = messages().latest(room, 1).messages().getFirst().reactions();
        var users = IntStream.range(0, 105)
                .filter(i -> i != 1)
                .limit(100)
                .mapToObj(i -> "user" + i)
                .toList();
        assertEquals(List.of(new Reaction("b", 104, users), new Reaction("a", 1, List.of("user0"))), reactions);
    }

    private List<Message> ten() {
        return IntStream.range(0, 10)
                .mapToObj(i -> append(draft(room, "message " + i)))
                .toList();
    }

    private Message append(Draft draft) {
        return Outcomes.append(messages(), draft);
    }

    private static Optional<History> page(List<Message> messages, boolean hasMore) {
        return Optional.of(new History(untouched(messages), hasMore, 10, 10));
    }

    private static MessageId id(List<Message> messages, int index) {
        return messages.get(index).draft().id();
    }

    private Messages messages() {
        return kept.stores().messages();
    }

    private RoomEdits edits() {
        return new RoomEdits(kept.stores().changes(), room);
    }
}
