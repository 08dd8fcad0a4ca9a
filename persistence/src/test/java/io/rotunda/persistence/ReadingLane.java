package io.rotunda.persistence;

import io.rotunda.rooms.Lane;
import java.util.ArrayList;
import java.util.List;

/// A lane that reads until the test says that it has read everything.
final class ReadingLane implements Lane {
    private final List<Runnable> atEndOfTurn = new ArrayList<>();

    @Override
    public int index() {
        return 0;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void atEndOfTurn(Runnable task) {
        if (!atEndOfTurn.contains(task)) {
            atEndOfTurn.add(task);
        }
    }

    /// How much is to be done then.
    int tasks() {
        return atEndOfTurn.size();
    }

    void hasRead() {
        atEndOfTurn.forEach(Runnable::run);
        atEndOfTurn.clear();
    }
}
