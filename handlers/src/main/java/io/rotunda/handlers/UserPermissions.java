package io.rotunda.handlers;

import io.rotunda.rooms.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one user has been asked: the requests that are open, and for a while the ids of those that were
/// decided. For one thread at a time.
final class UserPermissions {
    private static final int MAX_OPEN = 20;
    private static final int MAX_DECIDED = 100;
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final LinkedHashMap<String, PendingPermission> open = new LinkedHashMap<>(2);

    /// When each was decided; the one decided first comes first.
    private final LinkedHashMap<String, Instant> decided = new LinkedHashMap<>(2);

    private int openBytes;

    /// @param maxBytes of all open requests together: a user's new socket is sent them at once
    void add(PendingPermission request, int maxBytes, Instant now) {
        int bytes = weight(request);
        if (open.size() == MAX_OPEN || !open.isEmpty() && openBytes + bytes > maxBytes) {
            var next = open.values().stream()
                    .map(PendingPermission::expiresAt)
                    .min(Instant::compareTo)
                    .orElse(now);
            throw Rejected.tooMany("too many requests wait for this user's answer", Duration.between(now, next));
        }
        open.put(request.requestId(), request);
        openBytes += bytes;
    }

    /// Those that are open.
    List<PendingPermission> all() {
        return List.copyOf(open.values());
    }

    /// In the order asked.
    List<Frame> frames() {
        return open.values().stream().map(PendingPermission::frame).toList();
    }

    @Nullable
    PendingPermission find(String requestId) {
        return open.get(requestId);
    }

    boolean decided(String requestId) {
        return decided.containsKey(requestId);
    }

    List<PendingPermission> overdue(Instant now) {
        return open.values().stream()
                .filter(request -> !request.expiresAt().isAfter(now))
                .toList();
    }

    void decide(PendingPermission request, Instant now) {
        open.remove(request.requestId());
        openBytes -= weight(request);
        decided.put(request.requestId(), now);
        if (decided.size() > MAX_DECIDED) {
            decided.pollFirstEntry();
        }
    }

    /// Whether there is nothing left to remember.
    boolean forget(Instant now) {
        var longAgo = now.minus(MEMORY);
        decided.values().removeIf(at -> at.isBefore(longAgo));
        return open.isEmpty() && decided.isEmpty();
    }

    private static int weight(PendingPermission request) {
        return request.frame().size();
    }
}
