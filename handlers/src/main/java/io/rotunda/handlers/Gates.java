package io.rotunda.handlers;

import java.time.Duration;

/// The gates of a node.
///
/// @param connecting for those who connect, which asks the database nothing: while that stands still, they still can
/// @param reading for those who enter a room with a log
record Gates(Gate connecting, Gate reading) {
    private static final int PER_PROCESSOR = 2;

    /// Some of those who read wait for the database and keep no processor busy.
    private static final int AT_LEAST_READING = 8;

    /// Less than the time in which a connection has to be accepted.
    private static final Duration CONNECTING = Duration.ofSeconds(8);

    private static final Duration JOINING = Duration.ofSeconds(5);

    static Gates of(int processors) {
        int places = PER_PROCESSOR * processors;
        return new Gates(new Gate(places, CONNECTING), new Gate(Math.max(places, AT_LEAST_READING), JOINING));
    }

    /// Whether nobody is arriving.
    boolean idle() {
        return connecting.idle() && reading.idle();
    }
}
