package io.rotunda.handlers;

import org.jspecify.annotations.Nullable;

/// Who makes a call, as far as it is still there.
public interface Caller {

    /// Whose token it is; null for a back end, which is trusted with the tenant that it names.
    @Nullable
    Principal user();

    /// Runs the task if the caller goes away before it was answered, at once if it has gone. From any thread; the task
    /// must not block.
    void whenGone(Runnable task);

    /// The next line of a body that comes in lines, without its end; null after the last one. Blocks.
    ///
    /// @throws Gone if there will be none, though the body is not at its end
    byte @Nullable [] nextLine() throws Gone;

    /// What to throw where a line is longer than may be.
    static RuntimeException lineTooLong(int maxBytes) {
        return new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "a line must have at most " + maxBytes + " bytes");
    }

    /// The caller went away in the middle.
    final class Gone extends Exception {
        private static final long serialVersionUID = 1;

        public Gone() {
            super("the caller has gone", null, false, false);
        }
    }
}
