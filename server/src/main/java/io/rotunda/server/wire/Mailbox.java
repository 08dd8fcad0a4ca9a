package io.rotunda.server.wire;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the tasks of one socket in the order given, one at a time, each on a virtual thread, so that a
/// task may block without holding up anybody else. Costs nothing while it is empty.
final class Mailbox implements Executor, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private @Nullable ArrayDeque<Runnable> waiting;
    private boolean running;

    @Override
    public void execute(Runnable task) {
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
        Thread.startVirtualThread(() -> {
            runOne(task);
            run();
        });
    }

    @Override
    public void run() {
        var task = next();
        while (task != null) {
            runOne(task);
            task = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        var task = waiting == null ? null : waiting.poll();
        if (task == null) {
            waiting = null;
            running = false;
        }
        return task;
    }

    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("a task of a socket failed", failure);
        }
    }
}
