package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a loop is given to do.
class TaskQueueTest {
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final TaskQueue tasks = new TaskQueue(loop::add);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void allThatGatheredIsDoneInOneTaskOfTheLoop() {
        give(0, 3);
        tasks.wake();
        tasks.wake();
        assertEquals(1, loop.size());
        loop.remove().run();
        assertEquals(List.of(0, 1, 2), done);
    }

    @Test
    void nothingIsDoneBeforeTheLoopIsWoken() {
        give(0, 3);
        assertEquals(0, loop.size());
    }

    @Test
    void aLoopWithNothingToDoIsNotWoken() {
        tasks.wake();
        assertEquals(0, loop.size());
    }

    @Test
    void betweenManyTasksTheConnectionsHaveTheirTurnAndTheOrderStays() {
        give(0, 3000);
        tasks.wake();
        loop.remove().run();
        int first = done.size();
        assertEquals(64, first);
        give(3000, 4000);
        tasks.wake(); // comes before the rest was done
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
        assertEquals(IntStream.range(0, 4000).boxed().toList(), done);
    }

    @Test
    void whatATaskGivesIsDoneAfterWhatWasGivenBefore() {
        tasks.add(() -> {
            give(2, 3);
            tasks.wake();
        });
        give(1, 2);
        tasks.wake();
        loop.remove().run();
        assertEquals(List.of(1), done);
        loop.remove().run();
        assertEquals(List.of(1, 2), done);
    }

    @Test
    void aTaskThatFailsTakesNobodyWithIt() {
        tasks.add(() -> {
            throw new AssertionError("on purpose");
        });
        give(0, 2);
        tasks.wake();
        loop.remove().run();
        assertEquals(List.of(0, 1), done);
    }

    @Test
    void whatComesAfterTheLoopWasShutDownIsDropped() {
        var over = new TaskQueue(_ -> {
            throw new RejectedExecutionException();
        });
        over.add(() -> done.add(0));
        over.wake();
        assertEquals(List.of(), done);
    }

    private void give(int from, int to) {
        for (int i = from; i < to; i++) {
            int task = i;
            tasks.add(() -> done.add(task));
        }
    }
}
