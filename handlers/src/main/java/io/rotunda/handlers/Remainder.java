package io.rotunda.handlers;

import java.util.function.Consumer;

/// What is left to do of an event. Until it is done, the client's next event has to wait.
public sealed interface Remainder {
    /// The event was handled and answered.
    Remainder NOTHING = new Nothing();

    /// Does it, and waits for whatever it has to. On the client's mailbox.
    void finish();

    /// Nothing is left.
    record Nothing() implements Remainder {
        @Override
        public void finish() {}
    }

    /// What may have to wait: not on a lane. Nobody has seen anything of the event yet.
    record Blocking(Runnable rest) implements Remainder {
        @Override
        public void finish() {
            rest.run();
        }
    }

    /// What waits for something on no thread, and may be finished on a lane once that is ready.
    ///
    /// @param whenReady calls what it is given once [#finish] has nothing to wait for: at once, or
    ///     later from a thread that must not be held up
    record Pending(Consumer<Runnable> whenReady, Runnable rest) implements Remainder {
        @Override
        public void finish() {
            rest.run();
        }
    }
}
