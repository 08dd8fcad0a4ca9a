package io.rotunda.persistence;

/// Hears how commits go.
@FunctionalInterface
public interface CommitWatch {

    /// A batch came to its end, whatever it was. Called by the lane that committed it: must not block. What it throws
    /// harms no commit.
    ///
    /// @param rows how many messages and changes it had
    /// @param nanos from when they were taken until the last one was answered
    void settled(int rows, long nanos);

    /// The same, and after each batch this, even where the first fails.
    default CommitWatch then(Runnable next) {
        return (rows, nanos) -> {
            try {
                settled(rows, nanos);
            } finally {
                next.run();
            }
        };
    }
}
