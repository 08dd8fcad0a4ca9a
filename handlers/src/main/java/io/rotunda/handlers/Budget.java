package io.rotunda.handlers;

import java.time.Duration;

/// What an event is counted against.
sealed interface Budget {
    /// The limit that all events of a socket share.
    Budget SHARED = new Shared();

    record Shared() implements Budget {}

    /// A limit of its own; over it, the event is refused.
    record Own(int events, Duration window) implements Budget {}

    /// One in so long; more are ignored, as if they had been handled.
    record OneIn(Duration window) implements Budget {}
}
