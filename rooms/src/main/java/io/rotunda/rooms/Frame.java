package io.rotunda.rooms;

/// One event, encoded once and shared by everybody who receives it. Immutable, safe on any thread.
///
/// A frame holds the event's name and its payload as UTF-8 JSON, not the bytes of one protocol: each
/// transport adds its few bytes of framing once per event loop.
public final class Frame {
    /// The position of a transient event: it has none.
    public static final long TRANSIENT = 0;

    private final String event;
    private final byte[] payload;
    private final long seq;
    private final boolean part;

    private Frame(String event, byte[] payload, long seq, boolean part) {
        this.event = event;
        this.payload = payload;
        this.seq = seq;
        this.part = part;
    }

    /// An event that nobody keeps.
    ///
    /// @param event the event's name, free of characters that JSON must escape
    /// @param payload one JSON value in UTF-8; owned by the frame from here on
    public static Frame transientEvent(String event, byte[] payload) {
        return new Frame(event, payload, TRANSIENT, false);
    }

    /// A transient event that is part of a whole: a member that catches up does not hear it, because whoever
    /// lets it go live tells it the whole first.
    public static Frame part(String event, byte[] payload) {
        return new Frame(event, payload, TRANSIENT, true);
    }

    /// An event that was committed at position `seq` (1 or more) of its room.
    public static Frame durable(String event, byte[] payload, long seq) {
        if (seq <= TRANSIENT) {
            throw new IllegalArgumentException("a durable event has a position");
        }
        return new Frame(event, payload, seq, false);
    }

    public String event() {
        return event;
    }

    /// The payload itself, not a copy: never written to.
    public byte[] payload() {
        return payload;
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
