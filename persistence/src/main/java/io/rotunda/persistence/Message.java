package io.rotunda.persistence;

import java.time.Instant;

/// A committed message.
///
/// @param seq its position in its room: 1, 2, 3 … without a gap, in the order of commits
/// @param createdAt when it was committed, to the millisecond; never earlier than a message before it in its room
public record Message(Draft draft, long seq, Instant createdAt, Instant updatedAt) {}
