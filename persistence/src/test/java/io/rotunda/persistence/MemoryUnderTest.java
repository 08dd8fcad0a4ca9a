package io.rotunda.persistence;

import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.RoomId;
import java.time.Instant;

/// The stores in memory.
final class MemoryUnderTest implements StoresUnderTest {
    private volatile Instant now = Instant.parse("2026-03-19T12:00:00.123456Z");
    private final MemoryStores kept = new MemoryStores(() -> now);

    @Override
    public Stores stores() {
        return kept.stores();
    }

    @Override
    public void timeIs(RoomId.Timeline room, Instant time) {
        now = time;
    }

    @Override
    public void onlyFor(RoomId.Timeline room, String... userIds) {
        kept.timelines().createFor(room, userIds);
    }
}
