package io.rotunda.server.chaos;

/// What becomes of the bytes on a link for a while.
sealed interface Treatment {
    Treatment PASS = new Delay(0);

    /// They arrive later, in order.
    record Delay(int ms) implements Treatment {}

    /// They trickle.
    record Throttle(int bytesPerSecond) implements Treatment {}

    /// They wait until it is over, as behind a network that loses everything and is mended in time.
    record Stall() implements Treatment {}

    /// They are accepted and never seen again; such a link is reset when it is over.
    record Swallow() implements Treatment {}

    /// What is asked arrives, what is answered is never seen; such a link is reset when it is over.
    record SwallowAnswers() implements Treatment {}
}
