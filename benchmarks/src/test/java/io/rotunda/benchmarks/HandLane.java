package io.rotunda.benchmarks;

import io.rotunda.rooms.Lane;
import java.util.ArrayDeque;

/// A lane that the caller's thread runs.
public final class HandLane implements Lane {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private long given;

    @Override
    public int index() {
        return 0;
    }

    @Override
    public void execute(Runnable task) {
        given++;
        tasks.add(task);
    }

    /// Runs what there is to do.
    public void run() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /// How many tasks it was ever given.
    public long given() {
        return given;
    }
}
