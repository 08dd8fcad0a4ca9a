package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.rotunda.persistence.Change;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Since;
import io.rotunda.persistence.Stores;
import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is kept in memory cannot be added to: its room is told all the same, and then read anew.
class RecentFaultTest {
    private static final RoomId.Channel ROOM = new RoomId.Channel("acme", "general");
    private static final RoomId.User ANN = new RoomId.User("acme", "ann");

    private final HandClock clock = new HandClock();
    private final Recent recent = new Recent(new MemoryStores(clock).stores(), clock, 1 << 20);
    private final Stores stores = recent.stores();

    @BeforeEach
    void theRoomIsKeptInMemory() {
        stores.messages().append(draft(1, "hi"), _ -> {});
        stores.messages().append(draft(2, "ho"), _ -> {});
        stores.messages().missed(ROOM, new Since.Newest(10), 10, 10);
        assertNotNull(sinceTheLast());
    }

    @Test
    void ofAMessage() {
        var told = new ArrayList<Message>();
        stores.messages().append(draft(3, unspeakable()), told::add);
        assertEquals(1, told.size());
        assertNull(sinceTheLast());
    }

    @Test
    void ofAMessageThatItsRoomCannotBeToldOfEither() {
        assertThrows(
                NullPointerException.class,
                () -> recent.messages().submit(draft(3, unspeakable()), null, (_, _) -> fail("told")));
        assertNull(sinceTheLast());
    }

    @Test
    void ofAChange() {
        var told = new ArrayList<Changed>();
        var update = new Change.Action.Update(id(1), unspeakable(), null);
        stores.changes().apply(new Change(ROOM, ANN, "Ann", update), told::add);
        assertEquals(1, told.size());
        assertNull(sinceTheLast());
    }

    @Test
    void ofARoomThatIsDeletedNothingIsShownMeanwhileNorAfter() {
        recent.delete(ROOM, () -> {
            stores.timelines().delete(ROOM);
            stores.messages().append(draft(3, "new"), _ -> {});
            stores.messages().missed(ROOM, new Since.Newest(10), 10, 10);
            assertNull(recent.sinceNow(ROOM, new Since.After(id(3))));
            assertNull(recent.latest(ROOM, 10));
        });
        assertNull(sinceTheLast());
        assertEquals(1, recent.end(ROOM));
    }

    private @Nullable RecentPage sinceTheLast() {
        return recent.since(ROOM, new Since.After(id(2)));
    }

    private static Draft draft(long number, String content) {
        return new Draft(id(number), ROOM, ANN, "Ann", content, "text", null, "[]", "[]", null, null, null);
    }

    private static MessageId id(long number) {
        return new MessageId(new UUID(0, number));
    }

    /// Nothing that a client could send.
    @SuppressWarnings("NullAway")
    private static String unspeakable() {
        return null;
    }
}
