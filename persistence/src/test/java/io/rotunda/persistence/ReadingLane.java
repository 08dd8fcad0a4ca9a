package io.rotunda.persistence;

import io.rotunda.rooms.Lane;
import java.util.ArrayList;
import java.util.List;

/// A lane that reads until the test says that it has read everything.
final class ReadingLane implements Lane {
    private final List<Runnable> afterReading = new ArrayList<>();

    @Override
    public int index() {
        return 0;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void afterReading(Runnable task) {
        if (!afterReading.contains(task)) {
            afterReading.add(task);
        }
    }

    void hasRead() {
        afterReading.forEach(Runnable::run);
        afterReading.clear();
    }
}
