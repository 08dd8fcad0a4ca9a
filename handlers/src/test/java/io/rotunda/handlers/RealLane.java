package io.rotunda.handlers;

import io.rotunda.rooms.Lane;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A lane with a thread of its own, for races.
record RealLane(int index, ExecutorService thread) implements Lane {
    RealLane(int index) {
        this(index, Executors.newSingleThreadExecutor());
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }
}
