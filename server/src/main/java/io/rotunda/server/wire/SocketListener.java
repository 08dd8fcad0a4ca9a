package io.rotunda.server.wire;

import io.rotunda.handlers.Remainder;
import java.util.List;

/// What happens to a socket after it was accepted. Runs on the socket's mailbox: in order, one call at a time.
public interface SocketListener {

    /// The client sent an event. Perhaps on the socket's lane: must not block, but what is returned may, and nothing
    /// else is called before that has finished.
    ///
    /// @param json the array of name and arguments, in UTF-8, not parsed
    /// @param attachments binary parts that the arguments refer to
    /// @param ackId what [Socket#ack] needs to answer, or -1 if the client wants no answer
    /// @throws MalformedPacket if `json` is no array that begins with an event's name: the connection is closed
    Remainder event(byte[] json, List<byte[]> attachments, long ackId) throws MalformedPacket;

    /// The socket is gone, whatever the reason; the last call. On a virtual thread, which may block.
    ///
    /// @param lost whether nobody wanted that: the client may come back
    void closed(String reason, boolean lost);
}
