package io.rotunda.server.wire;

import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.Lane;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the tasks of one socket in the order given, one at a time. A task runs on a virtual thread, where it may block
/// without holding up anybody else; an event begins on the lane if it comes to an empty mailbox, and goes to a virtual
/// thread only if it has to wait there. What waits for a commit keeps the mailbox closed and no thread. Costs nothing
/// while it is empty.
final class Mailbox implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final Lane lane;
    private @Nullable ArrayDeque<Task> waiting;
    private boolean running;

    Mailbox(Lane lane) {
        this.lane = lane;
    }

    /// One thing to do.
    interface Task {

        /// Does it, as far as nothing has to be waited for: on any thread, the lane too.
        Remainder begin();

        /// It is done, or has failed.
        default void over() {}
    }

    @Override
    public void execute(Runnable task) {
        add(() -> new Remainder.Blocking(task), false);
    }

    /// Runs `task` here and now, if nothing is before it. On the lane.
    void handle(Task task) {
        add(task, true);
    }

    private void add(Task task, boolean here) {
        synchronized (this) {
            if (running) {
                if (waiting == null) {
                    waiting = new ArrayDeque<>(4);
                }
                waiting.add(task);
                return;
            }
            running = true;
        }
        if (here) {
            begin(task);
        } else {
            Thread.startVirtualThread(() -> work(task));
        }
    }

    /// On the lane.
    private void begin(Task task) {
        switch (begun(task)) {
            case Remainder.Nothing _ -> over(task);
            case Remainder.Blocking blocking -> Thread.startVirtualThread(() -> work(blocking, task));
            case Remainder.Pending pending ->
                pending.whenReady()
                        .accept(() -> lane.execute(() -> {
                            finish(pending);
                            over(task);
                        }));
        }
    }

    /// Each in a turn of its own: others have their turn in between.
    private void over(Task task) {
        task.over();
        var next = next();
        if (next != null) {
            lane.execute(() -> begin(next));
        }
    }

    /// On a virtual thread: the task, and whatever waits by then.
    private void work(Task first) {
        work(begun(first), first);
    }

    private void work(Remainder rest, Task first) {
        finish(rest);
        first.over();
        for (var task = next(); task != null; task = next()) {
            finish(begun(task));
            task.over();
        }
    }

    private synchronized @Nullable Task next() {
        var task = waiting == null ? null : waiting.poll();
        if (task == null) {
            waiting = null;
            running = false;
        }
        return task;
    }

    private static Remainder begun(Task task) {
        try {
            return task.begin();
        } catch (RuntimeException | Error failure) {
            LOG.error("a task of a socket failed", failure);
            return Remainder.NOTHING;
        }
    }

    private static void finish(Remainder rest) {
        try {
            rest.finish();
        } catch (RuntimeException | Error failure) {
            LOG.error("a task of a socket failed", failure);
        }
    }
}
