package io.rotunda.server.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// The calls that were begun and not answered yet.
final class UnderWay {
    private int calls;

    /// Counts one more.
    ///
    /// @return to be run when it was answered; more than once is once
    synchronized Runnable begin() {
        calls++;
        var answered = new AtomicBoolean();
        return () -> {
            if (answered.compareAndSet(false, true)) {
                end();
            }
        };
    }

    /// Waits until there are none, or for so long.
    synchronized void await(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); calls > 0 && left > 0; left = until - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private synchronized void end() {
        calls--;
        notifyAll();
    }
}
