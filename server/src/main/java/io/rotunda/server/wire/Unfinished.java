package io.rotunda.server.wire;

/// A message that a client has begun to send and not ended: a frame, fragments, a request's body, a packet whose
/// attachments are to come. A large one has as much time as a request has. While all of them together take too much,
/// the oldest of each loop goes if it takes its time, or else the one that grows. Touched on its loop only.
final class Unfinished extends Deadline {
    /// Not more than a connection costs in any case.
    static final int SMALL_BYTES = 4 << 10;

    private final Loop loop;
    private final Runnable cut;
    private long counted;

    /// @param cut closes the connection of the client
    Unfinished(Loop loop, Runnable cut) {
        this.loop = loop;
        this.cut = cut;
    }

    /// So much of it is there now. May cut this client or another one.
    void grown(long bytes) {
        loop.inbound.changed(bytes - counted);
        counted = bytes;
        if (bytes <= SMALL_BYTES) {
            cancelDeadline();
            return;
        }
        if (queue == null) {
            loop.unfinished.restart(this);
        }
        if (loop.inbound.scarce() && !loop.inbound.hasten(loop)) {
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
        forget(); // now, not when the connection is closed: the next one must not go for this one's bytes
        cut.run();
    }
}
