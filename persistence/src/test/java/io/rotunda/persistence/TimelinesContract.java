package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.room;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Timelines.Standing;
import java.util.Collections;
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

    private Timelines timelines() {
        return kept.stores().timelines();
    }
}
