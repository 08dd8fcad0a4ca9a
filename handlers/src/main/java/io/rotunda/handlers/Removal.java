package io.rotunda.handlers;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Some are to be here, or in a room, no longer: those who have a session, those who are coming back to one, and those
/// who may. It lasts until all of them were seen to; who is lost meanwhile does not come back. Any thread.
abstract class Removal {
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /// Who is still to be seen to; one for whoever looks for them.
    private final AtomicInteger left = new AtomicInteger(1);

    /// Those whom it is about as far as can be seen from outside.
    abstract List<Session> among(Sessions sessions);

    /// Whether it is about this one.
    abstract boolean concerns(Session session);

    /// Whether it is about one who may come back, or is about to.
    abstract boolean concerns(Absence absence);

    /// Removes one of those whom it is about. On the session's mailbox; may block.
    abstract void remove(Session session);

    /// Removes all of them.
    ///
    /// @return how many there are, those counted that might have come back
    final int begin(Sessions sessions, Recovery recovery) {
        int known = recovery.begin(this);
        try {
            var present = among(sessions); // not before: who is neither there nor here then, comes later
            present.forEach(this::expect);
            return known + present.size();
        } finally {
            seenTo();
        }
    }

    private void expect(Session session) {
        expect();
        session.client().execute(() -> {
            try {
                remove(session);
            } finally {
                seenTo();
            }
        });
    }

    /// It lasts until [#seenTo] was called once more.
    final void expect() {
        left.incrementAndGet();
    }

    final void seenTo() {
        if (left.decrementAndGet() == 0) {
            over.complete(null);
        }
    }

    /// Completed when nobody whom it is about is there, or comes back.
    final CompletableFuture<Void> over() {
        return over;
    }
}
