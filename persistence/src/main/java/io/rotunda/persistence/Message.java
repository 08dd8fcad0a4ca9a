package io.rotunda.persistence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A committed message.
///
/// @param seq its position in its room: 1, 2, 3 … without a gap, in the order of commits
/// @param createdAt when it was committed, to the millisecond; never earlier than a message before it in its room
public record Message(Draft draft, long seq, Instant createdAt, Instant updatedAt) {

    /// The same as it was when it was sent.
    Message saying(String content, @Nullable String metadata) {
        return new Message(draft.saying(content, metadata), seq, createdAt, createdAt);
    }
}
