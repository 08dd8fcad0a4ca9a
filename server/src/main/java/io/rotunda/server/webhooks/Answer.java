package io.rotunda.server.webhooks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of one attempt to tell the receiver something.
///
/// @param accepted whether it was told
/// @param anyLine whether it would have failed whatever was told: the receiver is away or has too much to do
/// @param what for the log, without anything that the receiver said
/// @param retryAfter how long it wants to be left alone; null if it did not say
record Answer(
        boolean accepted,
        boolean anyLine,
        String what,
        @Nullable Duration retryAfter) {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int CLASS = 100;
    private static final int SUCCESS = 2;
    private static final int SERVER_ERROR = 5;

    /// What the receiver said.
    static Answer of(int status, @Nullable Duration retryAfter) {
        boolean anyLine = status / CLASS == SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
        return new Answer(status / CLASS == SUCCESS, anyLine, "status " + status, retryAfter);
    }

    /// It said nothing.
    static Answer none(String what) {
        return new Answer(false, true, what, null);
    }

    /// It was not asked.
    static Answer faulty(String what) {
        return new Answer(false, false, what, null);
    }
}
