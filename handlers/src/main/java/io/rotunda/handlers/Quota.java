package io.rotunda.handlers;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One socket's use of its limits. Made with its first event and forgotten when nothing in it counts any
/// more, so that an idle socket has none.
final class Quota {
    private static final long BETWEEN_COMPLAINTS_MS = 1000;

    private final Allowance shared;
    private @Nullable Map<String, Allowance> own;
    private long complainedAt = Long.MIN_VALUE / 2;

    Quota(Allowance shared) {
        this.shared = shared;
    }

    Allowance shared() {
        return shared;
    }

    Allowance own(String event, int events, long windowMs) {
        if (own == null) {
            own = new HashMap<>(2);
        }
        return own.computeIfAbsent(event, _ -> new Allowance(events, windowMs));
    }

    /// Whether the socket may be told now that it sends too much: once a second.
    boolean complain(long now) {
        if (Math.abs(now - complainedAt) < BETWEEN_COMPLAINTS_MS) {
            return false;
        }
        complainedAt = now;
        return true;
    }

    long emptyAt() {
        long last = Math.max(shared.emptyAt(), complainedAt + BETWEEN_COMPLAINTS_MS);
        if (own != null) {
            for (var allowance : own.values()) {
                last = Math.max(last, allowance.emptyAt());
            }
        }
        return last;
    }
}
