package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes words of what is said in calls. Any thread.
@FunctionalInterface
public interface Transcriber {
    /// There is none.
    Transcriber NONE = (_, _) -> {
        throw new Rejected(ErrorCode.UNAVAILABLE, "this server has no transcriber");
    };

    /// One socket begins to speak in one call.
    ///
    /// @param speaker whose socket it is: what one user may have of the transcriber is bounded
    /// @param heard is given the words, in the order in which they were spoken, one at a time, on a virtual thread
    Speech begin(RoomId.User speaker, Consumer<Words> heard);

    /// What one socket says in one call. Its chunks are called from one thread at a time.
    interface Speech {

        /// Takes the next chunk of the recording; it belongs to this speech from here on. Never waits.
        ///
        /// @throws io.rotunda.persistence.Unavailable if no more can be taken now
        void hear(byte[] chunk);

        /// Nothing more comes. What was taken is still made words. Idempotent.
        void end();
    }

    /// What was understood.
    ///
    /// @param text may be empty
    /// @param isFinal whether it will not be said again in other words
    /// @param confidence from 0 to 1; null if it is not known
    record Words(String text, boolean isFinal, @Nullable Double confidence) {

        /// Without what was said: this may end in a log.
        @Override
        public String toString() {
            return "Words[isFinal=" + isFinal + "]";
        }
    }
}
