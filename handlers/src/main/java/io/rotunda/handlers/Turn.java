package io.rotunda.handlers;

import io.rotunda.rooms.Lane;
import java.util.concurrent.Semaphore;

/// A place in a gate, given back once. On the client's mailbox.
public final class Turn implements AutoCloseable {
    private final Semaphore places;
    private final Lane lane;
    private boolean over;

    Turn(Semaphore places, Lane lane) {
        this.places = places;
        this.lane = lane;
    }

    /// Everything was handed over to the lane: the place is free behind it. The first call counts.
    @Override
    public void close() {
        if (!over) {
            over = true;
            lane.execute(places::release);
        }
    }
}
