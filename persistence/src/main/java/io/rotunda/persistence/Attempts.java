package io.rotunda.persistence;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Names for what we try to commit, so that we can ask afterwards whether it was.
final class Attempts {
    private Attempts() {}

    /// A UUID of version 7: what is tried at about the same time lies together in an index.
    static UUID next() {
        var random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000),
                Long.MIN_VALUE | random.nextLong() >>> 2);
    }
}
