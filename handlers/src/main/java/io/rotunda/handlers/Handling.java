package io.rotunda.handlers;

import io.rotunda.handlers.Failure.Reason;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One event that is to be handled, until it is answered. On the session's mailbox.
///
/// @param now when it came
record Handling<R>(Session session, Handler<R> handler, R request, Answer answer, Instant now) {
    /// Handles the event, if nothing has to be waited for.
    Remainder begin() {
        return answer(() -> handler.attempt(session, request));
    }

    private Remainder answer(Supplier<@Nullable Ack> given) {
        return Handled.recorded() ? Handled.record(answer.event(), () -> answered(given)) : answered(given);
    }

    private Remainder answered(Supplier<@Nullable Ack> given) {
        try {
            switch (given.get()) {
                case null -> {
                    session.settle();
                    return new Remainder.Blocking(
                            () -> answer(() -> handler.handle(session, request)).finish());
                }
                case Ack.Now ack -> answer.success(ack);
                case Ack.Later(var whenReady, var fields) -> {
                    return new Remainder.Pending(whenReady, () -> answer(() -> Ack.of(fields.get())));
                }
            }
        } catch (RuntimeException | Error failure) {
            answer.failure(Reason.of(failure, answer.event(), session));
        }
        over(session, now);
        return Remainder.NOTHING;
    }

    /// An event has been answered, whatever the answer. The sign of life comes last, so that an event that chooses how
    /// the user appears is told once.
    static void over(Session session, Instant now) {
        try {
            session.settle();
        } finally {
            session.heard(now);
        }
    }
}
