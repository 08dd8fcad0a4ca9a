package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection in one room, and the seam between what it was told from the log and what comes live.
///
/// While the log is read, live frames are parked. [#goLive] then releases those that the replay did
/// not hold, and keeps that position as a mark for good: an event is committed before it is told, so
/// one that the replay already held can still arrive live long after.
public final class Membership {
    /// What may be parked; a client that misses more while it catches up starts over.
    private static final int MAX_PARKED_BYTES = 1 << 20;

    private final Room room;
    private final Connection connection;

    // Everything below is touched on the connection's lane only.
    private int slot = -1;
    private long through;
    private @Nullable List<Frame> parked;
    private int parkedBytes;
    private int catchUps;

    Membership(Room room, Connection connection) {
        this.room = room;
        this.connection = connection;
    }

    /// The room, alive as long as this membership is.
    public Room inRoom() {
        return room;
    }

    public Connection connection() {
        return connection;
    }

    /// Parks what comes from here on, until the matching [#goLive]. Any thread; takes effect before
    /// anything that is committed after this call.
    public void park() {
        connection.lane().execute(() -> {
            catchUps++;
            if (parked == null) {
                parked = new ArrayList<>();
            }
        });
    }

    /// Ends what [#park] began: the client was sent everything up to position `replayedThrough`.
    /// Any thread; what was sent to the connection from this thread before, arrives before.
    public void goLive(long replayedThrough) {
        connection.lane().execute(() -> {
            through = Math.max(through, replayedThrough);
            if (--catchUps == 0) {
                var waiting = parked;
                parked = null;
                parkedBytes = 0;
                if (waiting != null) {
                    waiting.forEach(this::deliver);
                }
            }
        });
    }

    void deliver(Frame frame) {
        if (parked != null) {
            parkedBytes += frame.payload().length;
            if (parkedBytes > MAX_PARKED_BYTES) {
                connection.close();
            } else {
                parked.add(frame);
            }
        } else if (frame.seq() == Frame.TRANSIENT || frame.seq() > through) {
            connection.deliver(frame);
        }
    }

    int slot() {
        return slot;
    }

    void slot(int newSlot) {
        slot = newSlot;
    }
}
