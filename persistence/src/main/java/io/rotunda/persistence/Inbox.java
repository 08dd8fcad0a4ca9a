package io.rotunda.persistence;

import io.rotunda.rooms.Waiting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What waits for one lane, in the order in which it came; bounded, so that a slow database is met by
/// refusals and not by a full memory.
final class Inbox {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// What comes later than this has no company.
    static final Duration SOON = Duration.ofMillis(20);

    private final int maxRows;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Runnable wake = this::wake;
    private final ArrayDeque<Pending<?, ?>> waiting = new ArrayDeque<>();
    /// What a lane took, until nobody waits for it: a batch may be left unanswered where something broke.
    private final List<Pending<?, ?>> taken = new ArrayList<>();

    private long bytes;
    /// How many a lane waits for; more than there can be while none waits.
    private int awaited = Integer.MAX_VALUE;

    /// Or how many bytes of them.
    private long awaitedBytes = Long.MAX_VALUE;

    private boolean away;
    private boolean closed;

    Inbox(int maxRows, long maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /// @throws Unavailable if this is full, the database is away, or nothing more is accepted
    void add(Pending<?, ?> pending) {
        if (put(pending)) {
            Waiting.end(wake);
        }
    }

    /// @return whether a lane waits for as much as there is now: whoever adds more wakes it too, and may do so sooner
    private boolean put(Pending<?, ?> pending) {
        lock.lock();
        try {
            if (closed) {
                throw new Unavailable("shutting down", RETRY_AFTER);
            }
            if (away) {
                throw new Unavailable("the database is away", RETRY_AFTER);
            }
            if (waiting.size() >= maxRows || bytes + pending.weight() > maxBytes) {
                throw new Unavailable("too much waits to be committed", RETRY_AFTER);
            }
            waiting.add(pending);
            bytes += pending.weight();
            return waiting.size() >= awaited || bytes >= awaitedBytes;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Takes what has gathered, waiting for something at most `patience`; and then, if there was something already or
    /// it came soon, for more at most `linger`.
    ///
    /// @return null once this is closed and everything was taken
    @Nullable
    List<Pending<?, ?>> take(int rows, long batchBytes, Duration patience, Duration linger) {
        long asked = System.nanoTime();
        forgetTaken().forEach(Pending::wake);
        lock.lock();
        try {
            boolean there = !waiting.isEmpty();
            await(1, Long.MAX_VALUE, patience);
            if (there || !waiting.isEmpty() && System.nanoTime() - asked < SOON.toNanos()) {
                await(rows, batchBytes, linger);
            }
            if (waiting.isEmpty() && closed) {
                return null;
            }
            var batch = new ArrayList<Pending<?, ?>>(Math.min(rows, waiting.size()));
            long weight = 0;
            while (!waiting.isEmpty() && batch.size() < rows && weight < batchBytes) {
                var next = waiting.remove();
                batch.add(next);
                weight += next.weight();
            }
            bytes -= weight;
            taken.addAll(batch);
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /// Wakes those who have waited for long enough, for their turn or for a batch that was taken.
    void wakeOverdue() {
        overdue().forEach(Pending::wake); // not under the lock, which event loops wait for
    }

    private List<Pending<?, ?>> overdue() {
        lock.lock();
        try {
            var overdue = new ArrayList<Pending<?, ?>>();
            for (var pending : taken) {
                if (pending.ready()) {
                    overdue.add(pending);
                }
            }
            for (var pending : waiting) {
                if (!pending.ready()) {
                    break; // what came later may wait for longer
                }
                overdue.add(pending);
            }
            return overdue;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what is over of what was taken.
    ///
    /// @return what it was, to be woken for the last time
    private List<Pending<?, ?>> forgetTaken() {
        lock.lock();
        try {
            var over = new ArrayList<Pending<?, ?>>();
            taken.removeIf(pending -> pending.isOver() && over.add(pending));
            return over;
        } finally {
            lock.unlock();
        }
    }

    /// Accepts nothing until [#back].
    ///
    /// @return what waited, for the caller to refuse
    List<Pending<?, ?>> away() {
        lock.lock();
        try {
            away = true;
            var refused = List.copyOf(waiting);
            waiting.clear();
            bytes = 0;
            return refused;
        } finally {
            lock.unlock();
        }
    }

    void back() {
        lock.lock();
        try {
            away = false;
        } finally {
            lock.unlock();
        }
    }

    boolean accepts() {
        lock.lock();
        try {
            return !away && !closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Waits, but not beyond the time when this is closed.
    ///
    /// @return whether this is still open
    boolean pause(Duration duration) {
        lock.lock();
        try {
            await(() -> closed, duration);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Accepts nothing more; what waits can still be taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(int rows, long weight, Duration patience) {
        awaited = rows;
        awaitedBytes = weight;
        await(() -> closed || waiting.size() >= rows || bytes >= weight, patience);
        awaited = Integer.MAX_VALUE;
        awaitedBytes = Long.MAX_VALUE;
    }

    private void await(BooleanSupplier reached, Duration patience) {
        long nanos = patience.toNanos();
        while (!reached.getAsBoolean() && nanos > 0) {
            try {
                nanos = changed.awaitNanos(nanos);
            } catch (InterruptedException _) {
                // A lane ends by close() alone: what waits must be answered.
            }
        }
    }
}
