package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Waiting;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

    /// Waits for a place. Whoever has one must not wait for another. On the client's mailbox, which stands still
    /// meanwhile: that the client has gone is seen when its turn comes, and the place is the next one's.
    ///
    /// @throws Unavailable if there is none in time, or the client has gone
    Turn enter(Client client) {
        Waiting.check();
        try {
            if (!client.gone() && free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!client.gone()) {
                    return new Turn(free, client.lane());
                }
                free.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        int spread = ThreadLocalRandom.current().nextInt(RETRY_MS);
        throw new Unavailable("too many arrive", Duration.ofMillis(RETRY_MS + spread));
    }

    /// Takes a place if one is free and nobody waits for it; any thread.
    ///
    /// @return null if there is none
    @Nullable
    Turn enterNow(Client client) {
        return !free.hasQueuedThreads() && free.tryAcquire() ? new Turn(free, client.lane()) : null;
    }

    /// How many wait, about.
    int waiting() {
        return free.getQueueLength();
    }

    /// Whether nobody is arriving.
    boolean idle() {
        return free.availablePermits() == places;
    }
}
