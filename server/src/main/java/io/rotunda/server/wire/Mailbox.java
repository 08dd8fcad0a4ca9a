package io.rotunda.server.wire;

import io.rotunda.handlers.Faults;
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

    /// So many events are handled where they came, in one turn of the lane.
    private static final int MOST_IN_A_ROW = 16;

    private final Lane lane;
    private @Nullable ArrayDeque<Task> waiting;
    private boolean running;

    // Touched on the lane only: what was begun where it came, and in which turn.
    private int turn;
    private int inARow;

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
        Task whole = () -> new Remainder.Blocking(task);
        if (takes(whole)) {
            Thread.startVirtualThread(() -> work(whole));
        }
    }

    /// Runs `task` here and now, if nothing is before it, nor many were in this turn. On the lane.
    ///
    /// @param now the lane's turn, in which it reads what a client sent as long as more has come
    void handle(Task task, int now) {
        if (takes(task)) {
            if (turn != now) {
                turn = now;
                inARow = 0;
            }
            if (inARow < MOST_IN_A_ROW) {
                inARow++;
                begin(task);
            } else {
                lane.execute(() -> begin(task)); // what follows waits behind it, and can be seen to be too much
            }
        }
    }

    /// Whether `task` is to be begun now; if not, it waits for its turn.
    private synchronized boolean takes(Task task) {
        if (!running) {
            running = true;
            return true;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.add(task);
        return false;
    }

    /// On the lane.
    private void begin(Task task) {
        switch (begun(task)) {
            case Remainder.Nothing _ -> over(task);
            case Remainder.Blocking blocking -> Thread.startVirtualThread(() -> work(blocking, task));
            case Remainder.Pending pending -> {
                var completion = new Completion(pending, task);
                pending.whenReady().accept(() -> lane.execute(completion));
            }
        }
    }

    /// On the lane. What wakes it may do so again when it does not know whether it did.
    private final class Completion implements Runnable {
        private final Remainder rest;
        private final Task task;
        private boolean done;

        Completion(Remainder rest, Task task) {
            this.rest = rest;
            this.task = task;
        }

        @Override
        public void run() {
            if (!done) {
                done = true;
                finish(rest);
                over(task);
            }
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
            LOG.error("a task of a socket failed", Faults.unquoted(failure));
            return Remainder.NOTHING;
        }
    }

    private static void finish(Remainder rest) {
        try {
            rest.finish();
        } catch (RuntimeException | Error failure) {
            LOG.error("a task of a socket failed", Faults.unquoted(failure));
        }
    }
}
