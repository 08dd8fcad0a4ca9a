package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The permissions that back ends ask users for, on this node. Any thread.
///
/// Whatever changes a user's requests, tells the user's sockets in the same turn, under the user's lock, and so
/// does a socket enter the user's room: therefore a socket hears each request once, whether it was there when
/// it was asked or came later, and `resolved` only of what it has heard, and after it.
final class ToolPermissions {
    static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    /// What a user's open requests may weigh, as a part of a page of history, which a new socket may ask for
    /// in the same breath.
    private static final int PART_OF_PAGE = 3;

    private final Rooms rooms;
    private final Duration usualTimeout;
    private final int maxOpenBytes;
    private final InstantSource clock;
    private final ConcurrentHashMap<RoomId.User, UserPermissions> users = new ConcurrentHashMap<>();
    private final UserLocks locks = new UserLocks();
    private volatile boolean closed;

    ToolPermissions(Rooms rooms, Limits limits, InstantSource clock) {
        this.rooms = rooms;
        this.usualTimeout = limits.toolPermissionTimeout();
        this.maxOpenBytes = limits.historyBytes() / PART_OF_PAGE;
        this.clock = clock;
    }

    PendingPermission ask(
            RoomId.User user, String toolName, JsonNode input, String reason, @Nullable Duration timeout) {
        var now = clock.instant();
        var expiresAt = now.plus(timeout == null ? usualTimeout : checked(timeout));
        var id = UUID.randomUUID().toString();
        var request =
                new PendingPermission(this, user, new ToolPermissionRequest(id, toolName, input, reason, expiresAt));
        synchronized (locks.of(user)) {
            users.computeIfAbsent(user, _ -> new UserPermissions()).add(request, maxOpenBytes, now);
            rooms.tell(user, request.frame());
        }
        if (closed) {
            withdraw(request); // whoever closes may have looked at this user before
        }
        return request;
    }

    /// Lets a socket enter the user's room, and returns what it will not hear there: the requests that are open.
    List<Frame> open(RoomId.User user, Runnable entering) {
        synchronized (locks.of(user)) {
            entering.run();
            var asked = users.get(user);
            return asked == null ? List.of() : asked.frames();
        }
    }

    /// The user's answer.
    ///
    /// @throws Rejected if this user was not asked that, or it is decided
    void answer(RoomId.User user, ToolPermissionResolved answer) {
        var now = clock.instant();
        @Nullable PendingPermission request;
        boolean late;
        synchronized (locks.of(user)) {
            var asked = users.get(user);
            if (asked == null) {
                throw unknown();
            }
            request = asked.find(answer.requestId());
            if (request == null) {
                throw asked.decided(answer.requestId()) ? alreadyDecided() : unknown();
            }
            late = !request.expiresAt().isAfter(now);
            if (!late) {
                decide(asked, request, answer, now);
            }
        }
        if (late) {
            deny(request, "timeout");
            throw alreadyDecided();
        }
        request.complete(answer);
    }

    void withdraw(PendingPermission request) {
        deny(request, ToolPermissionResolved.WITHDRAWN);
    }

    /// Takes back what is open, and from here on whatever is asked: the server goes.
    void close() {
        closed = true;
        for (var user : users.keySet()) {
            allOf(user).forEach(this::withdraw);
        }
    }

    /// Denies what nobody has answered in time. About once a second.
    void tick() {
        var now = clock.instant();
        for (var user : users.keySet()) {
            overdue(user, now).forEach(request -> deny(request, "timeout"));
        }
    }

    /// How many users are remembered.
    int users() {
        return users.size();
    }

    private List<PendingPermission> allOf(RoomId.User user) {
        synchronized (locks.of(user)) {
            var asked = users.get(user);
            return asked == null ? List.of() : asked.all();
        }
    }

    private List<PendingPermission> overdue(RoomId.User user, Instant now) {
        synchronized (locks.of(user)) {
            var asked = users.get(user);
            if (asked == null) {
                return List.of();
            }
            if (asked.forget(now)) {
                users.remove(user);
            }
            return asked.overdue(now);
        }
    }

    private void deny(PendingPermission request, String reason) {
        var denial = new ToolPermissionResolved(request.requestId(), false, reason, null);
        synchronized (locks.of(request.user())) {
            var asked = users.get(request.user());
            if (asked == null || asked.find(request.requestId()) == null) {
                return; // somebody else was first
            }
            decide(asked, request, denial, clock.instant());
        }
        request.complete(denial);
    }

    private void decide(UserPermissions asked, PendingPermission request, ToolPermissionResolved as, Instant now) {
        asked.decide(request, now);
        rooms.tell(request.user(), as.frame());
    }

    private static Duration checked(Duration timeout) {
        if (!timeout.isPositive() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw Rejected.field("timeoutMs", "must be from 1 to " + MAX_TIMEOUT.toMillis());
        }
        return timeout;
    }

    private static Rejected unknown() {
        return new Rejected(ErrorCode.NOT_FOUND, "requestId: no such request");
    }

    private static Rejected alreadyDecided() {
        return new Rejected(ErrorCode.CONFLICT, "requestId: is decided already");
    }
}
