package io.rotunda.handlers;

import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.Rooms;

/// Streams without a server around them, which end on the thread that lets them.
final class TestStreams {
    private TestStreams() {}

    static StreamEnds of(Rooms rooms, MemoryStores kept, HandClock clock) {
        return new StreamEnds(new Streams(clock, 1_000_000), rooms, kept.messages(), clock, Runnable::run);
    }
}
