package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What the streams of this node may weigh together, and a quarter of that those of one organization. Any thread.
final class StreamMemory {
    private static final int SHARES = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<String, Long> ofOrganizations = new ConcurrentHashMap<>();

    StreamMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// @throws Unavailable if there is no room for it
    void take(String organizationId, long weight) {
        if (bytes.addAndGet(weight) > maxBytes || !takesShare(organizationId, weight)) {
            bytes.addAndGet(-weight);
            throw new Unavailable("too much is being streamed", RETRY_AFTER);
        }
    }

    void release(String organizationId, long weight) {
        bytes.addAndGet(-weight);
        ofOrganizations.computeIfPresent(organizationId, (_, taken) -> taken == weight ? null : taken - weight);
    }

    private boolean takesShare(String organizationId, long weight) {
        var takes = new boolean[1];
        ofOrganizations.compute(organizationId, (_, taken) -> {
            long after = weight + (taken == null ? 0 : taken);
            takes[0] = after <= maxBytes / SHARES;
            return takes[0] ? Long.valueOf(after) : taken;
        });
        return takes[0];
    }
}
