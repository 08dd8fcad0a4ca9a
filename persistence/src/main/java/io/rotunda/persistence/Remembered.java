package io.rotunda.persistence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as it stands now, with what was done to it after it was sent.
///
/// @param message with its latest content; once it was deleted its content is empty, and it has no mentions,
///     attachments or metadata
/// @param reactions in the order in which their emoji first appeared on the message
/// @param deletedAt null unless it was deleted
public record Remembered(
        Message message, List<Reaction> reactions, @Nullable Instant deletedAt) {
    public Remembered {
        reactions = List.copyOf(reactions);
    }

    /// One emoji on one message.
    ///
    /// @param count how many users, 1 or more
    /// @param userIds the first of them, [#MAX_USER_IDS] at most, in the order in which they reacted
    public record Reaction(String emoji, int count, List<String> userIds) {
        /// How many users of one emoji are named.
        public static final int MAX_USER_IDS = 100;

        public Reaction {
            userIds = List.copyOf(userIds);
        }
    }
}
