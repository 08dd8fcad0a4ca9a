package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.persistence.Remembered.Reaction;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two organizations serve one customer, and each has a user of the same id.
abstract class NamesakesContract {
    private static final RoomId.User OURS = new RoomId.User("acme", "ann");
    private static final RoomId.User THEIRS = new RoomId.User("other", "ann");

    private final Stores stores;
    private final RoomId.Timeline room =
            new RoomId.Conversation("customer", UUID.randomUUID().toString());

    NamesakesContract(StoresUnderTest kept) {
        this.stores = kept.stores();
    }

    @Test
    void theSameNameForAMessageIsAnotherMessageOfAnotherUser() {
        var ours = append(OURS, "hi", "o1");
        var theirs = append(THEIRS, "ho", "o1");
        assertNotEquals(ours.draft().id(), theirs.draft().id());
        assertEquals(Optional.of(ours), stores.messages().named(room, OURS, "o1"));
        assertEquals(Optional.of(theirs), stores.messages().named(room, THEIRS, "o1"));
        assertEquals(ours, Outcomes.repeated(stores.messages().append(draft(room, OURS, "hi", "o1"), _ -> {})));
        assertEquals(theirs, Outcomes.repeated(stores.messages().append(draft(room, THEIRS, "ho", "o1"), _ -> {})));
        assertEquals(
                List.of(OURS, THEIRS),
                stores.messages().latest(room, 10).messages().stream()
                        .map(one -> one.message().draft().user())
                        .toList());
    }

    @Test
    void aMessageIsNotItsAuthorsNamesakes() {
        var ours = append(OURS, "hi", null);
        assertEquals(new Outcome.NotTheirs(), edits().does(THEIRS, RoomEdits.update(ours, "ho")));
        assertEquals(new Outcome.NotTheirs(), edits().does(THEIRS, RoomEdits.delete(ours)));
        assertEquals(
                OURS,
                Edits.made(edits().does(OURS, RoomEdits.update(ours, "ha"))).user());
        assertEquals(
                OURS, Edits.made(edits().does(OURS, RoomEdits.delete(ours))).user());
    }

    @Test
    void eachReactsForItself() {
        var message = append(OURS, "hi", null);
        Edits.made(edits().does(OURS, RoomEdits.add(message, "+1")));
        Edits.made(edits().does(THEIRS, RoomEdits.add(message, "+1")));
        assertEquals(List.of(new Reaction("+1", 2, List.of("ann", "ann"))), reactions());
        Edits.made(edits().does(THEIRS, RoomEdits.remove(message, "+1")));
        assertEquals(new Outcome.Unchanged(), edits().does(THEIRS, RoomEdits.remove(message, "+1")));
        assertEquals(List.of(new Reaction("+1", 1, List.of("ann"))), reactions());
    }

    @Test
    void eachHasReadForItself() {
        var first = append(OURS, "hi", null);
        var second = append(OURS, "ho", null);
        Edits.made(edits().does(OURS, RoomEdits.read(second)));
        Edits.made(edits().does(THEIRS, RoomEdits.read(first)));
        var rest = Edits.made(edits().does(THEIRS, new Action.ReadAll()));
        assertEquals(new Fact.ReadAll(List.of(RoomEdits.id(second))), rest.fact());
        assertEquals(new Outcome.Unchanged(), edits().does(OURS, RoomEdits.read(second)));
    }

    /// Four changes before the next message, of which a client is told no more than fit: those that nothing overtook.
    @Test
    void whatOneDoesDoesNotOvertakeWhatTheOtherDid() {
        var first = append(OURS, "first", null);
        var lasting = List.of(
                Edits.made(edits().does(OURS, RoomEdits.add(first, "+1"))),
                Edits.made(edits().does(THEIRS, RoomEdits.add(first, "+1"))),
                Edits.made(edits().does(OURS, RoomEdits.read(first))),
                Edits.made(edits().does(THEIRS, RoomEdits.read(first))));
        var second = append(OURS, "second", null);
        assertEquals(lasting, since(first, 4).orElseThrow().changes());
        assertEquals(Optional.empty(), since(first, 3));

        Edits.made(edits().does(OURS, RoomEdits.remove(first, "+1")));
        var last = Edits.made(edits().does(OURS, RoomEdits.add(first, "+1")));
        var theirs = Edits.made(edits().does(THEIRS, RoomEdits.remove(first, "+1")));
        assertEquals(List.of(last, theirs), since(second, 2).orElseThrow().changes());
    }

    private Optional<Missed> since(Message last, int changes) {
        return stores.messages().missed(room, new Since.After(RoomEdits.id(last)), 10, changes);
    }

    private List<Reaction> reactions() {
        return stores.messages().latest(room, 1).messages().getFirst().reactions();
    }

    private Message append(RoomId.User user, String content, @Nullable String optimisticId) {
        return Outcomes.append(stores.messages(), draft(room, user, content, optimisticId));
    }

    private RoomEdits edits() {
        return new RoomEdits(stores.changes(), room);
    }
}
