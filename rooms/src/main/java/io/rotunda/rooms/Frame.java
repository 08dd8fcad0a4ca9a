package io.rotunda.rooms;

import java.util.List;

/// One event, encoded once and shared by everybody who receives it. Immutable, safe on any thread.
///
/// A frame holds the event's name and its payload as UTF-8 JSON, not the bytes of one protocol: each
/// transport adds its few bytes of framing once per event loop. A page of what is ready already is given as its pieces,
/// so that it is first put together where it is sent from.
///
/// The server's own events have one payload, an object. What back ends make up may have any number of arguments:
/// the payload is then all of them, with commas between them, and their binary parts are [#attachments].
public final class Frame {
    /// The position of a transient event: it has none.
    public static final long TRANSIENT = 0;

    private static final byte[] IN_PIECES = {};

    private final String event;
    private final byte[] payload;
    private final List<byte[]> pieces;
    private final List<byte[]> attachments;
    private final int size;
    private final long seq;
    private final boolean part;

    private Frame(
            String event,
            byte[] payload,
            List<byte[]> pieces,
            List<byte[]> attachments,
            int size,
            long seq,
            boolean part) {
        this.event = event;
        this.payload = payload;
        this.pieces = pieces;
        this.attachments = attachments;
        this.size = size;
        this.seq = seq;
        this.part = part;
    }

    /// An event that nobody keeps.
    ///
    /// @param event the event's name, free of characters that JSON must escape
    /// @param payload one JSON value in UTF-8; owned by the frame from here on
    public static Frame transientEvent(String event, byte[] payload) {
        return new Frame(event, payload, List.of(), List.of(), payload.length, TRANSIENT, false);
    }

    /// An event that nobody keeps, of any arguments.
    ///
    /// @param arguments JSON values in UTF-8 with commas between them, or nothing; owned by the frame from here on
    /// @param attachments their binary parts, in the order of the numbers in their placeholders
    public static Frame transientEvent(String event, byte[] arguments, List<byte[]> attachments) {
        return new Frame(event, arguments, List.of(), List.copyOf(attachments), arguments.length, TRANSIENT, false);
    }

    /// The same of pieces that make one JSON value when they are put together; the list is the frame's own from here
    /// on, and the pieces are never written to any more.
    public static Frame transientEvent(String event, List<byte[]> pieces) {
        int size = 0;
        for (var piece : pieces) {
            size = Math.addExact(size, piece.length);
        }
        return new Frame(event, IN_PIECES, pieces, List.of(), size, TRANSIENT, false);
    }

    /// A transient event that is part of a whole: a member that catches up does not hear it, because whoever
    /// lets it go live tells it the whole first.
    public static Frame part(String event, byte[] payload) {
        return new Frame(event, payload, List.of(), List.of(), payload.length, TRANSIENT, true);
    }

    /// An event that was committed at position `seq` (1 or more) of its room.
    public static Frame durable(String event, byte[] payload, long seq) {
        if (seq <= TRANSIENT) {
            throw new IllegalArgumentException("a durable event has a position");
        }
        return new Frame(event, payload, List.of(), List.of(), payload.length, seq, false);
    }

    public String event() {
        return event;
    }

    /// The payload in one, never written to; put together anew at each call if the frame has [#pieces].
    public byte[] payload() {
        if (pieces.isEmpty()) {
            return payload;
        }
        var joined = new byte[size];
        copyTo(joined, 0);
        return joined;
    }

    /// What the payload is to be put together from, never written to; empty where it is in one.
    public List<byte[]> pieces() {
        return pieces;
    }

    /// Writes the payload, [#size] bytes from `at` on.
    public void copyTo(byte[] to, int at) {
        System.arraycopy(payload, 0, to, at, payload.length);
        int next = at;
        for (var piece : pieces) {
            System.arraycopy(piece, 0, to, next, piece.length);
            next += piece.length;
        }
    }

    /// Bytes of the payload.
    public int size() {
        return size;
    }

    /// The binary parts of the arguments, never written to: sent after the payload, each as it is.
    public List<byte[]> attachments() {
        return attachments;
    }

    /// Bytes of all that is sent.
    int weight() {
        int weight = size;
        for (var attachment : attachments) {
            weight += attachment.length;
        }
        return weight;
    }

    /// Position in the room, or [#TRANSIENT].
    public long seq() {
        return seq;
    }

    /// Whether a member that catches up is told this with the whole.
    boolean isPart() {
        return part;
    }
}
