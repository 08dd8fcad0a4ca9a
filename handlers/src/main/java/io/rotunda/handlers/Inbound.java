package io.rotunda.handlers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One event as it came from a client, not parsed yet.
///
/// @param json the array of the event's name and arguments, in UTF-8
/// @param attachments binary parts, which the arguments refer to by placeholder
/// @param reply how to answer the client's callback; null if it gave none
public record Inbound(
        byte[] json, List<byte[]> attachments, @Nullable Reply reply) {
    public Inbound {
        attachments = List.copyOf(attachments);
    }

    /// The client's acknowledgement callback.
    @FunctionalInterface
    public interface Reply {

        /// Answers once; further answers are ignored. Any thread; arrives after what was sent from
        /// this thread before.
        ///
        /// @param json the one argument of the callback, in UTF-8
        void send(byte[] json);
    }
}
