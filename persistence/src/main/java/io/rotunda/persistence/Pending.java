package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Waiting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something on its way, from the thread that brings it to the lane that commits it, and back.
///
/// @param <T> what is told after the commit
/// @param <A> what the sender is answered
abstract sealed class Pending<T, A> permits PendingDraft, PendingChange, PendingPatch, PendingDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(Pending.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Consumer<T> committed;
    private final int weight;
    private final CompletableFuture<A> answer = new CompletableFuture<>();
    private final AtomicReference<@Nullable Runnable> listener = new AtomicReference<>();
    private final long since = System.nanoTime();
    private long patience = Long.MAX_VALUE;
    private volatile boolean abandoned;

    // Touched on the lane's thread only.
    private boolean inDoubt;

    private int timeouts;

    /// @param weight from [Weight], which refuses what PostgreSQL would refuse
    Pending(Consumer<T> committed, int weight) {
        this.committed = committed;
        this.weight = weight;
    }

    /// Whose order this has a place in.
    abstract RoomId.Timeline room();

    /// What the sender is answered when it is committed.
    abstract A answerOf(T kept);

    /// Bytes, roughly.
    final int weight() {
        return weight;
    }

    /// How long [#await] and [#whenReady] wait at most, from when this was made. Called before this is put in line.
    final void within(Duration longest) {
        patience = longest.toNanos();
    }

    /// Waits, on a virtual thread, however often it is interrupted: this may be kept whatever its sender does, and
    /// also when its sender was told that it took too long.
    public final A await() {
        if (!ready()) {
            Waiting.check();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(patience - (System.nanoTime() - since), TimeUnit.NANOSECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException _) {
            abandoned = true;
            throw new Unavailable("it is not known in time whether it was kept", RETRY_AFTER);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException ours ? ours : new IllegalStateException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Calls `then` once when [#await] has nothing to wait for: at once, or later from another thread, which must not
    /// be held up. Once for each of these, and again where it failed.
    public final void whenReady(Runnable then) {
        listener.set(then);
        if (ready()) {
            wake();
        }
    }

    /// Whether [#await] has nothing to wait for.
    final boolean ready() {
        return answer.isDone() || isOverdue();
    }

    private boolean isOverdue() {
        return System.nanoTime() - since >= patience;
    }

    /// A fault of whoever is woken is not one of the thread that wakes: others wait for that as well. It is tried
    /// again by the next call.
    final void wake() {
        var then = listener.getAndSet(null);
        if (then != null) {
            try {
                then.run();
            } catch (RuntimeException | Error e) {
                listener.compareAndSet(null, then);
                Incident.log(LOG, "who waited was not woken", e);
            }
        }
    }

    /// Whether nobody has to be woken any more. Whoever could not be woken in time never is.
    final boolean isOver() {
        return answer.isDone() && listener.get() == null || isOverdue();
    }

    /// An attempt to store this ended without saying whether it succeeded.
    final void doubt() {
        inDoubt = true;
    }

    final boolean inDoubt() {
        return inDoubt;
    }

    /// A statement with this took too long.
    final void timedOut() {
        timeouts++;
    }

    /// Whether this, alone now, is what took too long: others wait, so it is not tried once more.
    final boolean tooSlow() {
        return timeouts >= 2;
    }

    final void committed(T kept) {
        tell(kept);
        answer(answerOf(kept));
    }

    /// Lets happen what is to follow the commit.
    final void tell(T kept) {
        try {
            committed.accept(kept);
        } catch (RuntimeException | Error e) {
            // It is kept, and the others of the batch wait behind it.
            Incident.log(LOG, "what was to follow a commit failed", e);
        }
    }

    /// Whether this would come before something that its sender wants to be kept first, and has to send again.
    boolean outOfTurn() {
        return false;
    }

    /// Whether its sender has to send it again, and it is not kept.
    final boolean refusedForNow() {
        return abandoned && !answer.isDone()
                || answer.isCompletedExceptionally() && (abandoned || answer.exceptionNow() instanceof Unavailable);
    }

    final boolean isAnswered() {
        return answer.isDone();
    }

    final void answer(A given) {
        answer.complete(given);
        wake();
    }

    final void fail(RuntimeException reason) {
        answer.completeExceptionally(reason);
        wake();
    }
}
