package io.rotunda.server.http;

import io.rotunda.handlers.ApiReply;
import io.rotunda.handlers.ErrorCode;
import io.rotunda.rooms.RoomId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// How many calls users make at a time: a few of each, and of all of them less than keeps back ends waiting.
final class UserPermits {
    /// As many connections as a browser opens to one server.
    static final int OF_ONE = 6;

    private static final int OF_ALL = 100;
    private static final long RETRY_AFTER_MS = 1000;

    private final Semaphore all = new Semaphore(OF_ALL);
    private final ConcurrentHashMap<RoomId.User, Integer> running = new ConcurrentHashMap<>();

    /// Begins a call, to be ended by [#leave].
    ///
    /// @return why it may not be made; null if it may
    @Nullable
    ApiReply enter(RoomId.User user) {
        if (!all.tryAcquire()) {
            return ApiReply.refusal(ErrorCode.UNAVAILABLE, "too many calls of users at a time", RETRY_AFTER_MS);
        }
        if (running.merge(user, 1, Integer::sum) > OF_ONE) {
            leave(user);
            return ApiReply.refusal(
                    ErrorCode.RATE_LIMIT_EXCEEDED, "a user may make " + OF_ONE + " calls at a time", RETRY_AFTER_MS);
        }
        return null;
    }

    void leave(RoomId.User user) {
        running.computeIfPresent(user, (_, calls) -> calls == 1 ? null : calls - 1);
        all.release();
    }
}
