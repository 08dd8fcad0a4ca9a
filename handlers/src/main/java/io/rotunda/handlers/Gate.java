package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Lane;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Where those who arrive wait for their turn, first come, first served. A place is free again when what its arrival
/// caused has gone out, not when it was handed over: so what a crowd causes never queues up on a lane before the
/// answers to those who are inside, and a lane that is late lets fewer in. Any thread that may block.
final class Gate {
    private static final int RETRY_MS = 1_000;

    private final int places;
    private final Duration patience;
    private final Semaphore free;

    /// @param places how many arrive at a time
    /// @param patience how long one waits for its turn
    Gate(int places, Duration patience) {
        this.places = places;
        this.patience = patience;
        this.free = new Semaphore(places, true);
    }

    /// Waits for a place. Whoever has one must not wait for another.
    ///
    /// @param lane what the arrival causes goes out there
    /// @throws Unavailable if there is none in time
    Pass enter(Lane lane) {
        try {
            if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Pass(lane);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        int spread = ThreadLocalRandom.current().nextInt(RETRY_MS);
        throw new Unavailable("too many arrive", Duration.ofMillis(RETRY_MS + spread));
    }

    /// Whether nobody is arriving.
    boolean idle() {
        return free.availablePermits() == places;
    }

    /// A place, given back once. On the client's mailbox.
    final class Pass implements AutoCloseable {
        private final Lane lane;
        private boolean used;

        private Pass(Lane lane) {
            this.lane = lane;
        }

        /// Everything was handed over to the lane: the place is free behind it.
        @Override
        public void close() {
            if (!used) {
                used = true;
                lane.execute(free::release);
            }
        }
    }
}
