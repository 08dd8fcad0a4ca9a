package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Outcomes.committed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Messages.Appended;
import io.rotunda.persistence.Timelines.Standing;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresTimelinesIT extends TimelinesContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresTimelinesIT() {
        super(new PostgresUnderTest(DATABASE));
    }

    @Test
    void whatIsInLineWhenItsRoomIsDeletedGoesWithItAndDoesNotMakeItAnew() throws Exception {
        var stores = DATABASE.database().stores();
        try (var held = new HeldRoom(DATABASE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var room = held.room();
            var first = stores.messages().submit(draft(room, "first"), _ -> {});
            held.awaitWaiter();
            var second = stores.messages().submit(draft(room, "second"), _ -> {});
            var deleted = threads.submit(() -> stores.timelines().delete(room));
            held.release();
            assertTrue(deleted.get());
            committed(first.await());
            committed(second.await());
            assertEquals(Standing.ABSENT, stores.timelines().standing(room, "ann"));
            stores.timelines().create(room);
            assertEquals(0, stores.messages().latest(room, 10).total());
        }
    }

    @Test
    void whatComesAfterItsRoomWasDeletedIsNotKeptUntilSomebodyHasMadeItAgain() {
        var stores = DATABASE.database().stores();
        var room = Drafts.room();
        stores.timelines().create(room);
        committed(stores.messages().append(draft(room, "first"), _ -> {}));
        assertTrue(stores.timelines().delete(room));
        assertInstanceOf(Appended.NoSuchRoom.class, stores.messages().append(draft(room, "late"), _ -> {}));
        assertEquals(Standing.ABSENT, stores.timelines().standing(room, "ann"));
        stores.timelines().create(room);
        assertEquals(
                1,
                committed(stores.messages().append(draft(room, "new"), _ -> {})).seq());
    }
}
