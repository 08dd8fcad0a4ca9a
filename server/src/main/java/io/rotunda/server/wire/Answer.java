package io.rotunda.server.wire;

import java.util.List;

/// What a client answered when it was asked.
@FunctionalInterface
public interface Answer {

    /// Runs on the socket's mailbox.
    ///
    /// @param json the array of arguments, in UTF-8, not parsed
    void answered(byte[] json, List<byte[]> attachments);
}
