package io.rotunda.rooms;

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

    int waiting() {
        return tasks.size();
    }

    void run() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
