package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Duration;

/// The gates of a node.
///
/// @param quick for what asks the database nothing: while that stands still, clients can connect all the same
/// @param reading for rooms with a log
record Gates(Gate quick, Gate reading) {
    /// A connection that was not accepted by then is closed in any case.
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    private static final Duration JOINING = Duration.ofSeconds(5);

    static Gates of(int processors) {
        return new Gates(new Gate(2 * processors, CONNECTING), new Gate(2 * processors, JOINING));
    }

    Gate to(RoomId room) {
        return room instanceof RoomId.Timeline ? reading : quick;
    }

    /// Whether nobody is arriving.
    boolean idle() {
        return quick.idle() && reading.idle();
    }
}
