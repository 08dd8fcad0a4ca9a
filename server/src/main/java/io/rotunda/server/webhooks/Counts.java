package io.rotunda.server.webhooks;

import java.util.concurrent.atomic.LongAdder;

/// What became of the events that the receiver was to be told, since the start. Any thread.
public final class Counts {
    final LongAdder deliveredEvents = new LongAdder();
    final LongAdder failedAttempts = new LongAdder();
    final LongAdder givenUpEvents = new LongAdder();
    final LongAdder unnotedEvents = new LongAdder();
    volatile long pendingEvents;
    volatile double oldestSeconds;

    Counts() {}

    /// From now on another process delivers, or none.
    void nothingKnown() {
        pendingEvents = 0;
        oldestSeconds = 0;
    }

    public long delivered() {
        return deliveredEvents.sum();
    }

    /// Attempts, not events.
    public long failed() {
        return failedAttempts.sum();
    }

    /// Those that were too old, or too many.
    public long givenUp() {
        return givenUpEvents.sum();
    }

    /// Those that never came into the outbox.
    public long unnoted() {
        return unnotedEvents.sum();
    }

    /// As of the last look; 0 where another process delivers.
    public long pending() {
        return pendingEvents;
    }

    /// How long ago the oldest that waits happened, as of the last look.
    public double oldestSeconds() {
        return oldestSeconds;
    }
}
