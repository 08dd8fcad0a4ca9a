package io.rotunda.server.wire;

import io.rotunda.handlers.Faults;
import java.util.ArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a loop was given to do, in the order given. All that has gathered is done in one task of the loop, so that what
/// it writes is flushed once; but so little of it that the connections have their turn.
final class TaskQueue {
    private static final Logger LOG = LoggerFactory.getLogger(TaskQueue.class);

    /// As many writes to one connection cost hardly more than one.
    private static final int MOST_AT_ONCE = 64;

    /// A longer list is not kept.
    private static final int USUAL = 1024;

    private final Executor loop;
    private final Executor afterReading;
    private final Runnable turn = this::turn;

    // Guarded by this.
    private ArrayList<Runnable> waiting = new ArrayList<>();
    private boolean awake;

    // Touched on the loop only.
    private ArrayList<Runnable> taken = new ArrayList<>();
    private int next;

    /// @param loop runs a task soon
    /// @param afterReading runs a task of the loop once it has looked at its connections
    TaskQueue(Executor loop, Executor afterReading) {
        this.loop = loop;
        this.afterReading = afterReading;
    }

    /// Gives `task` its place. Any thread; [#wake] has to follow.
    synchronized void add(Runnable task) {
        waiting.add(task);
    }

    /// Has what waits done soon. Any thread.
    void wake() {
        synchronized (this) {
            if (awake || waiting.isEmpty()) {
                return;
            }
            awake = true;
        }
        callTurn(loop);
    }

    private void callTurn(Executor when) {
        try {
            when.execute(turn);
        } catch (RejectedExecutionException _) {
            drop(); // the loop was shut down: its connections are gone
        }
    }

    private void turn() {
        if (next == taken.size()) {
            take();
        }
        int end = Math.min(next + MOST_AT_ONCE, taken.size());
        while (next < end) {
            run(taken.get(next++));
        }
        if (next < taken.size()) {
            callTurn(afterReading); // and after the flush
        } else {
            forget();
        }
    }

    private void take() {
        var empty = taken;
        synchronized (this) {
            taken = waiting;
            waiting = empty;
            awake = false;
        }
    }

    private void forget() {
        if (next > USUAL) {
            taken = new ArrayList<>();
        } else {
            taken.clear();
        }
        next = 0;
    }

    /// Runs `task` for itself: what goes wrong in it is no fault of what comes after.
    static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            LOG.warn("a task of a loop failed", Faults.unquoted(failure)); // the others wait behind it
        }
    }

    private synchronized void drop() {
        waiting = new ArrayList<>();
        awake = false;
    }
}
