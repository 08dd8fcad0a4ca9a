package io.rotunda.handlers;

import io.rotunda.persistence.MessageId;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Makes message ids: UUIDs of version 7 that rise within this process. Any thread, without a lock.
/// They are unique, not secret: knowing one gives no access.
final class MessageIds {
    private static final int COUNTER_BITS = 12;
    private static final long VERSION_7 = 0x7000;
    private static final long VARIANT = 1L << 63;

    private final InstantSource clock;

    /// Milliseconds and a counter of ids within one; the counter overflows into the milliseconds.
    private final AtomicLong last = new AtomicLong();

    MessageIds(InstantSource clock) {
        this.clock = clock;
    }

    MessageId next() {
        long earliest = clock.millis() << COUNTER_BITS;
        long stamp = last.updateAndGet(previous -> Math.max(previous + 1, earliest));
        long millis = stamp >>> COUNTER_BITS;
        long counter = stamp & (1 << COUNTER_BITS) - 1;
        long random = ThreadLocalRandom.current().nextLong() >>> 2;
        return new MessageId(new UUID(millis << 16 | VERSION_7 | counter, VARIANT | random));
    }
}
