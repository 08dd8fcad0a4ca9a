package io.rotunda.server.emitters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Between Redis, which is read without waiting, and whoever passes on what came. When it is full, what comes is
/// dropped: it is transient, and there is nobody to ask to wait.
final class Intake {
    private static final int MAX_WAITING = 10_000;

    /// What a message costs beside its bytes.
    private static final int OVERHEAD = 200;

    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private final long maxBytes;
    private final Drops drops;
    private long bytes;
    private boolean closed;

    /// @param drops counts what there was no room for
    Intake(long maxBytes, Drops drops) {
        this.maxBytes = maxBytes;
        this.drops = drops;
    }

    /// Lets it wait, or drops it if there is no room.
    void offer(Message message) {
        if (!add(message)) {
            drops.count(message.source(), Reason.OVERFLOW);
        }
    }

    private synchronized boolean add(Message message) {
        if (closed) {
            return true; // nobody takes it any more
        }
        if (waiting.size() == MAX_WAITING || bytes + weight(message) > maxBytes) {
            return false;
        }
        waiting.add(message);
        bytes += weight(message);
        notifyAll();
        return true;
    }

    /// What waits, but no more than `most`; waits for the first. Empty once it is closed.
    synchronized List<Message> take(int most) throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        var taken = new ArrayList<Message>();
        while (!closed && !waiting.isEmpty() && taken.size() < most) {
            var message = waiting.remove();
            bytes -= weight(message);
            taken.add(message);
        }
        return taken;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        bytes = 0;
        notifyAll();
    }

    synchronized int size() {
        return waiting.size();
    }

    private static long weight(Message message) {
        return (long) message.body().length + OVERHEAD;
    }

    /// @param body owned by the message
    record Message(Source source, String channel, byte[] body) {}
}
