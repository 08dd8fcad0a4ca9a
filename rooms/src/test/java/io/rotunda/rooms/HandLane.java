package io.rotunda.rooms;

import java.util.ArrayDeque;

/// A lane that runs when the test says so.
final class HandLane implements Lane {
    private final int index;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private int tellings;

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

    @Override
    public void telling(int since) {
        tellings++;
    }

    /// How often members were told something, all at once counted once.
    int tellings() {
        return tellings;
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
