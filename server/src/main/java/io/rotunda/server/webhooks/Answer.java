package io.rotunda.server.webhooks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of one attempt to tell the receiver something.
///
/// @param accepted whether it was told
/// @param what for the log, without anything that the receiver said
/// @param retryAfter how long it wants to be left alone; null if it did not say
record Answer(boolean accepted, String what, @Nullable Duration retryAfter) {
    static Answer failed(String what) {
        return new Answer(false, what, null);
    }
}
