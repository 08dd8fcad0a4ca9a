package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OpenRoomsTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10); // it may run over
    private final OpenRooms open = new OpenRooms(nanoTime::get);

    @Test
    void aRoomIsRememberedForASecondAfterItWasAskedFor() {
        var room = Drafts.room();
        long askedAt = open.now();
        nanoTime.addAndGet(OpenRooms.LATELY.toNanos() - 1);
        open.add(room, askedAt);
        assertTrue(open.has(room));
        nanoTime.incrementAndGet();
        assertFalse(open.has(room));
    }

    @Test
    void whatIsRememberedIsBounded() {
        for (int i = 0; i <= OpenRooms.MOST; i++) {
            open.add(Drafts.room(), open.now());
        }
        assertEquals(1, open.size());
    }
}
