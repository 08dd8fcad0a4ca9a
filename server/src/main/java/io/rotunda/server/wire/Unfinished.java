package io.rotunda.server.wire;

/// A message that a client has begun to send and not ended: a frame, fragments, a request's body, a packet whose
/// attachments are to come. A large one has as much time as a request has. While all of them together take too much,
/// one that is large goes when it grows: the oldest of its loop, if that one takes its time. Touched on its loop only.
final class Unfinished extends Deadline {
    /// What comes in a few reads, and fits into a small memory ten thousand times.
    static final int SMALL_BYTES = 16 << 10;

    private final Loop loop;
    private final Runnable cut;
    private long counted;

    /// @param cut closes the connection of the client, which ends with [#forget]
    Unfinished(Loop loop, Runnable cut) {
        this.loop = loop;
        this.cut = cut;
    }

    /// So much of it is there now. May cut this client or another one.
    void grown(long bytes) {
        loop.inbound.changed(bytes - counted);
        counted = bytes;
        if (bytes <= SMALL_BYTES) {
            return;
        }
        if (queue == null) {
            loop.unfinished.restart(this);
        }
        if (loop.inbound.scarce() && !loop.unfinished.hasten()) {
            due(loop.unfinished);
        }
    }

    /// It is there, or never will be.
    void forget() {
        cancelDeadline();
        loop.inbound.changed(-counted);
        counted = 0;
    }

    @Override
    void due(Deadlines queue) {
        cancelDeadline();
        cut.run();
    }
}
