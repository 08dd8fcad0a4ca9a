package io.rotunda.handlers;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a handler answers to a client that gave a callback: success, with fields or without, now or later.
sealed interface Ack {
    Now OK = new Now(null, () -> {});

    static Now of(Payload fields) {
        return new Now(fields, () -> {});
    }

    /// The event is done.
    ///
    /// @param fields what the answer holds beside `success`
    /// @param afterwards done once the answer is on its way
    record Now(@Nullable Payload fields, Runnable afterwards) implements Ack {
        private static final byte[] NO_FIELDS = {'{', '}'};

        Now then(Runnable next) {
            return new Now(fields, next);
        }

        byte[] json() {
            return Json.success(fields == null ? NO_FIELDS : fields.json());
        }
    }

    /// The answer depends on something that takes its time, and no thread needs to wait for it.
    ///
    /// @param whenReady calls what it is given once there is nothing to wait for: at once, or later
    ///     from a thread that must not be held up
    /// @param fields waits, if it has to; may throw what a handler may
    record Later(Consumer<Runnable> whenReady, Supplier<? extends Payload> fields) implements Ack {}
}
