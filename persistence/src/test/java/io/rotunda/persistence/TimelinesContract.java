package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.room;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Conversation.Attribute;
import io.rotunda.persistence.Timelines.Added;
import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every implementation of [Timelines] does.
abstract class TimelinesContract {
    private final StoresUnderTest kept;

    TimelinesContract(StoresUnderTest kept) {
        this.kept = kept;
    }

    @Test
    void aRoomIsAbsentUntilItIsCreated() {
        var room = room();
        assertEquals(Standing.ABSENT, timelines().standing(room, "ann"));
        assertTrue(timelines().create(room));
        assertFalse(timelines().create(room));
        assertEquals(Standing.OPEN, timelines().standing(room, "ann"));
    }

    @Test
    void whatIsAskedOfManyRoomsAtOnceIsAnsweredForEach() throws Exception {
        var rooms = Stream.generate(Drafts::room).limit(30).toList();
        rooms.stream().skip(20).forEach(timelines()::create);
        rooms.stream().skip(20).forEach(kept::onlyFor);
        rooms.stream().limit(10).forEach(timelines()::create);
        var standings = Outcomes.atOnce(30, n -> timelines().standing(rooms.get(n), "ann"));
        assertEquals(Collections.nCopies(10, Standing.OPEN), standings.subList(0, 10));
        assertEquals(Collections.nCopies(10, Standing.ABSENT), standings.subList(10, 20));
        assertEquals(Collections.nCopies(10, Standing.STRANGER), standings.subList(20, 30));
    }

    @Test
    void aMessageMakesItsRoomExist() {
        var room = room();
        Outcomes.append(kept.stores().messages(), Drafts.draft(room, "hi"));
        assertEquals(Standing.OPEN, timelines().standing(room, "ann"));
    }

    @Test
    void manyMayCreateARoomAtOnce() throws Exception {
        var room = room();
        Outcomes.atOnce(30, _ -> {
            timelines().create(room);
            return room;
        });
        assertEquals(Standing.OPEN, timelines().standing(room, "ann"));
    }

    @Test
    void creatingARoomAgainChangesNothing() {
        var room = room();
        Outcomes.append(kept.stores().messages(), Drafts.draft(room, "hi"));
        timelines().create(room);
        assertEquals(1, kept.stores().messages().latest(room, 10).through());
    }

    @Test
    void aRoomWithAListOfMembersIsClosedToOthersAlsoWhenTheListIsEmpty() {
        var room = room();
        timelines().create(room);
        kept.onlyFor(room);
        assertEquals(Standing.STRANGER, timelines().standing(room, "ann"));
        timelines().create(room);
        kept.onlyFor(room, "ann");
        assertEquals(Standing.MEMBER, timelines().standing(room, "ann"));
        assertEquals(Standing.STRANGER, timelines().standing(room, "bob"));
    }

    @Test
    void aListReplacesAnother() {
        var room = room();
        assertEquals(Optional.empty(), timelines().members(room));
        timelines().restrict(room, Set.of("bob", "ann"));
        assertEquals(Optional.of(List.of("ann", "bob")), timelines().members(room));
        timelines().restrict(room, Set.of("bob", "eve"));
        assertEquals(Optional.of(List.of("bob", "eve")), timelines().members(room));
        assertEquals(Standing.STRANGER, timelines().standing(room, "ann"));
        timelines().restrict(room, Set.of());
        assertEquals(Optional.of(List.of()), timelines().members(room));
        timelines().open(room);
        assertEquals(Optional.empty(), timelines().members(room));
        assertEquals(Standing.OPEN, timelines().standing(room, "ann"));
    }

    @Test
    void aRoomThatWasSeenToBeOpenIsClosedAtOnce() {
        var room = room();
        timelines().create(room);
        assertEquals(Standing.OPEN, timelines().standing(room, "ann"));
        timelines().restrict(room, Set.of("bob"));
        assertEquals(Standing.STRANGER, timelines().standing(room, "ann"));
    }

    @Test
    void usersArePutOnAListAndTakenOff() {
        var room = room();
        assertEquals(Added.NO_SUCH_ROOM, timelines().add(room, "ann", 2));
        assertEquals(Standing.ABSENT, timelines().standing(room, "ann"));
        timelines().create(room);
        assertEquals(Standing.OPEN, timelines().standing(room, "bob"));
        assertEquals(Added.CLOSED, timelines().add(room, "ann", 2));
        assertEquals(Added.THERE, timelines().add(room, "ann", 2));
        assertEquals(Standing.MEMBER, timelines().standing(room, "ann"));
        assertEquals(Standing.STRANGER, timelines().standing(room, "bob"));
        assertTrue(timelines().remove(room, "ann"));
        assertFalse(timelines().remove(room, "ann"));
        assertEquals(Standing.STRANGER, timelines().standing(room, "ann"));
        assertEquals(Optional.of(List.of()), timelines().members(room));
    }

    @Test
    void noMoreArePutOnAListThanMayBeOnIt() {
        var room = room();
        timelines().restrict(room, Set.of("ann"));
        assertEquals(Added.THERE, timelines().add(room, "bob", 2));
        assertEquals(Added.FULL, timelines().add(room, "eve", 2));
        assertEquals(Added.THERE, timelines().add(room, "ann", 2));
        assertEquals(Optional.of(List.of("ann", "bob")), timelines().members(room));
    }

    @Test
    void aRoomThatIsDeletedTakesEverythingAlongAndItsIdIsANewRoom() {
        var room = room();
        for (int i = 0; i < 3; i++) {
            Outcomes.append(kept.stores().messages(), Drafts.draft(room, "hi " + i));
        }
        timelines().restrict(room, Set.of("ann"));
        assertTrue(timelines().delete(room));
        assertFalse(timelines().delete(room));
        assertEquals(Standing.ABSENT, timelines().standing(room, "ann"));
        assertEquals(Optional.empty(), timelines().members(room));
        assertEquals(0, kept.stores().messages().latest(room, 10).messages().size());
        assertTrue(timelines().create(room));
        Outcomes.append(kept.stores().messages(), Drafts.draft(room, "anew"));
        assertEquals(1, kept.stores().messages().latest(room, 10).through());
        assertEquals(1, kept.stores().messages().latest(room, 10).total());
        assertEquals(Standing.OPEN, timelines().standing(room, "bob"));
    }

    @Test
    void aConversationIsDescribed() {
        var conversation =
                new RoomId.Conversation("c1", Drafts.room().wireName().replace(':', '-'));
        var conversations = kept.stores().conversations();
        assertEquals(Optional.empty(), conversations.find(conversation));
        conversations.update(conversation, Map.of(Attribute.NAME, "nobody's"));
        timelines().create(conversation);
        assertNull(conversations.find(conversation).orElseThrow().name());
        conversations.update(conversation, Map.of(Attribute.NAME, "Order 7", Attribute.TYPE, "support"));
        conversations.update(conversation, Map.of(Attribute.NAME, "Order 8"));
        var found = conversations.find(conversation).orElseThrow();
        assertEquals("Order 8", found.name());
        assertEquals("support", found.type());
    }

    private Timelines timelines() {
        return kept.stores().timelines();
    }
}
