package io.rotunda.persistence;

import java.time.Duration;

/// How much group commit does at once, and how much may wait.
///
/// @param lanes how many batches are committed side by side; a room always has the same lane
/// @param queuedRows how many messages may wait, all lanes together
/// @param queuedBytes how many bytes may wait, all lanes together, roughly
/// @param batchRows the most messages in one commit
/// @param batchBytes a batch takes no more once it has this many bytes
/// @param linger how long a lane under load waits for more before it commits
/// @param giveUp how long a sender waits before it is told that we do not know, and how long a lane tries to bring a
///     batch to its end
record CommitLimits(
        int lanes, int queuedRows, long queuedBytes, int batchRows, long batchBytes, Duration linger, Duration giveUp) {
    /// One lane makes larger batches, so it costs the database less for each message, and is enough for tens of
    /// thousands a second; more of them help only where there are processors for them.
    static final CommitLimits DEFAULT = new CommitLimits(
            Runtime.getRuntime().availableProcessors() < 8 ? 1 : 2,
            20_000,
            32L << 20,
            500,
            1L << 20,
            Duration.ofMillis(4),
            Duration.ofSeconds(5));
}
