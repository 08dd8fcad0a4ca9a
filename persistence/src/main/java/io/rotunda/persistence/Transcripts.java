package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was said in calls. Methods block: call them from virtual threads only. All throw [Unavailable] when the
/// database cannot be asked.
public interface Transcripts {

    /// Keeps a segment; returns once it is committed.
    ///
    /// @throws Unstorable if the segment is one that the database never takes
    void append(RoomId.Call call, Segment segment);

    /// The first `limit` segments after position `after`, in the order in which they were kept.
    List<Kept> read(RoomId.Call call, long after, int limit);

    /// A piece of speech that will not change any more. Its texts are free of U+0000 and lone surrogates.
    ///
    /// @param userId whose client sent it
    /// @param speaker who spoke, as that client says
    /// @param confidence from 0 to 1, or null
    record Segment(
            String userId,
            String speaker,
            String text,
            @Nullable Double confidence,
            Instant at) {

        /// Without what was said: this may end in a log.
        @Override
        public String toString() {
            return "Segment[of " + userId + "]";
        }
    }

    /// A segment and where it lies.
    ///
    /// @param position grows from segment to segment of a call
    record Kept(long position, Segment segment) {}
}
