package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a loop is given to do.
class TaskQueueTest {
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final ArrayDeque<Runnable> afterReading = new ArrayDeque<>();
    private final TaskQueue tasks = new TaskQueue(loop::add, afterReading::add);
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
        assertEquals(0, loop.size(), "the loop would go on before it reads");
        assertEquals(1, afterReading.size());
        give(3000, 4000);
        tasks.wake(); // comes before the rest was done
        while (!loop.isEmpty() || !afterReading.isEmpty()) {
            int before = done.size();
            while (!loop.isEmpty()) {
                loop.remove().run();
            }
            for (int due = afterReading.size(); due > 0; due--) {
                afterReading.remove().run();
            }
            assertTrue(done.size() - before <= 4 * 64, "however often it was woken");
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
        Executor closed = _ -> {
            throw new RejectedExecutionException();
        };
        var over = new TaskQueue(closed, closed);
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
