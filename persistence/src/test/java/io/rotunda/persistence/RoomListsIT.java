package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.room;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Lists that two change at the same time.
final class RoomListsIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Timelines timelines = DATABASE.timelines();

    @Test
    void ofTwoListsGivenAtOnceTheLaterOneHolds() throws Exception {
        var room = room();
        timelines.restrict(room, Set.of());
        whileSomebodyGives(room, List.of("ann"), () -> timelines.restrict(room, Set.of("bob")));
        assertEquals(Optional.of(List.of("bob")), timelines.members(room));
    }

    @Test
    void aListThatIsTakenAwayIsGoneThoughItWasBeingGiven() throws Exception {
        var room = room();
        timelines.restrict(room, Set.of());
        whileSomebodyGives(room, List.of("ann"), () -> timelines.open(room));
        timelines.restrict(room, Set.of("bob"));
        assertEquals(Optional.of(List.of("bob")), timelines.members(room));
        whileSomebodyGives(room, List.of("ann"), () -> timelines.open(room));
        assertEquals(Timelines.Added.CLOSED, timelines.add(room, "eve", 1));
    }

    @Test
    void aRoomIsClosedByTheOneWhoGaveTheFirstList() throws Exception {
        var room = room();
        timelines.create(room);
        whileSomebodyGives(
                room, List.of("ann"), () -> assertEquals(Timelines.Added.THERE, timelines.add(room, "bob", 2)));
    }

    @Test
    void whoIsPutOnAFullListAtOnceIsNotTooMany() throws Exception {
        var room = room();
        timelines.restrict(room, Set.of());
        whileSomebodyGives(
                room, List.of("ann"), () -> assertEquals(Timelines.Added.FULL, timelines.add(room, "bob", 1)));
    }

    /// Has a list given that is committed only once the other change waits for it.
    private static void whileSomebodyGives(RoomId.Timeline room, List<String> userIds, Runnable change)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var holder = DATABASE.connect()) {
            holder.setAutoCommit(false);
            new RoomLists(holder).restrict(room, userIds);
            var changed = threads.submit(change);
            HeldRoom.awaitWaiters(holder, 1);
            holder.commit();
            changed.get();
        }
    }
}
