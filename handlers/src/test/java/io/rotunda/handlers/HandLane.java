package io.rotunda.handlers;

import io.rotunda.rooms.Lane;
import java.util.ArrayDeque;

/// A lane that runs when the test says so.
final class HandLane implements Lane {
    private final int index;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    HandLane(int index) {
        this.index = index;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /// Whether there was anything to run.
    boolean run() {
        boolean any = !tasks.isEmpty();
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        return any;
    }
}
