package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something on its way, from the thread that brings it to the lane that commits it, and back.
///
/// @param <T> what is told after the commit
/// @param <A> what the sender is answered
abstract sealed class Pending<T, A> permits PendingDraft, PendingChange, PendingPatch {
    private static final Logger LOG = LoggerFactory.getLogger(Pending.class);

    private final Consumer<T> committed;
    private final int weight;
    private final CompletableFuture<A> answer = new CompletableFuture<>();

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

    /// Waits, on a virtual thread, however often it is interrupted: this may be kept whatever its sender does.
    public final A await() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException ours ? ours : e;
        }
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

    final boolean refusedForNow() {
        return answer.isCompletedExceptionally() && answer.exceptionNow() instanceof Unavailable;
    }

    final boolean isAnswered() {
        return answer.isDone();
    }

    final void answer(A given) {
        answer.complete(given);
    }

    final void fail(RuntimeException reason) {
        answer.completeExceptionally(reason);
    }
}
