package io.rotunda.handlers;

import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The calls that ring at users, on this node. Any thread.
///
/// As with [ToolPermissions], what begins or ends is told under the user's lock, and under it a socket enters the
/// user's room: each socket hears of a call once, whether it was there when it began to ring or came later, and
/// never that one ended before that it began.
final class Rings {
    /// A new socket of the user is told all of them at once.
    private static final int MAX_AT_ONCE = 20;

    private final Rooms rooms;
    private final InstantSource clock;
    private final ConcurrentHashMap<RoomId.User, List<CallIncoming>> ringing = new ConcurrentHashMap<>();
    private final UserLocks locks = new UserLocks();

    Rings(Rooms rooms, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    /// Rings at a user. A call that rings there already goes on as it is, so that a request can be repeated.
    ///
    /// @param timeout for how long
    /// @return what rings now
    /// @throws Rejected if another call rings there under this `roomId`, or too many do
    CallIncoming ring(RoomId.User recipient, RoomId.Call call, String roomId, Initiator caller, Duration timeout) {
        var now = clock.instant();
        var expiresAt = now.plus(timeout);
        var incoming = new CallIncoming(roomId, call.roomName(), caller.userId(), caller.userName(), expiresAt, now);
        synchronized (locks.of(recipient)) {
            var calls = ringing.computeIfAbsent(recipient, _ -> new ArrayList<>(1));
            for (var earlier : calls) {
                if (incoming.repeats(earlier)) {
                    return earlier;
                }
                if (earlier.roomId().equals(roomId)) {
                    throw new Rejected(ErrorCode.CONFLICT, "roomId: another call rings under this id");
                }
            }
            if (calls.size() == MAX_AT_ONCE) {
                throw Rejected.tooMany("too many calls ring at this user", firstEnd(calls, now));
            }
            calls.add(incoming);
            rooms.tell(recipient, incoming.frame());
            rooms.note(call, incoming.frame());
            return incoming;
        }
    }

    /// Lets a socket enter the user's room, and returns what `entering` did and the calls that ring already.
    List<Frame> open(RoomId.User user, Supplier<List<Frame>> entering) {
        synchronized (locks.of(user)) {
            var calls = ringing.get(user);
            var waiting = entering.get();
            if (calls == null) {
                return waiting;
            }
            var all = new ArrayList<>(waiting);
            calls.forEach(call -> all.add(call.frame()));
            return all;
        }
    }

    /// The user has joined the call: it rings on none of the user's sockets any more.
    void joined(RoomId.User user, RoomId.Call call, Instant now) {
        end(
                user,
                ring -> ring.roomName().equals(call.roomName()),
                ring -> new CallAnswered(ring.roomId(), ring.roomName(), now));
    }

    /// The user has declined the call.
    void declined(RoomId.User user, String callerId, CallDecline.Declined declined) {
        end(
                user,
                ring -> ring.roomId().equals(declined.roomId())
                        && ring.callerId().equals(callerId),
                _ -> declined);
    }

    /// The call is off, for this user, who was told, or would have been if one of the user's sockets were here.
    void cancelled(RoomId.User recipient, String roomId) {
        end(recipient, ring -> ring.roomId().equals(roomId), _ -> null);
    }

    /// The call is off for everybody of the organization at whom it rings.
    void cancelled(RoomId.Call call, CallCancel.Cancelled cancelled) {
        for (var user : ringing.keySet()) {
            if (user.organizationId().equals(call.organizationId())) {
                end(
                        user,
                        ring -> ring.roomId().equals(cancelled.roomId())
                                && ring.roomName().equals(call.roomName()),
                        _ -> cancelled);
            }
        }
    }

    /// Ends what nobody has answered in time. About once a second.
    void tick() {
        var now = clock.instant();
        for (var user : ringing.keySet()) {
            end(user, ring -> !ring.expiresAt().isAfter(now), ring -> timedOut(user, ring, now));
        }
    }

    private CallCancel.Cancelled timedOut(RoomId.User user, CallIncoming ring, Instant now) {
        var cancelled =
                new CallCancel.Cancelled(ring.roomId(), ring.roomName(), ring.callerId(), ring.callerName(), now);
        rooms.note(new RoomId.Call(user.organizationId(), ring.roomName()), cancelled.frame());
        return cancelled;
    }

    private void end(RoomId.User user, Predicate<CallIncoming> which, Ending ending) {
        if (!ringing.containsKey(user)) {
            return; // as nearly always; a call that begins to ring just now has begun after this
        }
        synchronized (locks.of(user)) {
            var calls = ringing.get(user);
            if (calls == null) {
                return;
            }
            calls.removeIf(ring -> {
                boolean over = which.test(ring);
                var told = over ? ending.of(ring) : null;
                if (told != null) {
                    rooms.tell(user, told.frame());
                }
                return over;
            });
            if (calls.isEmpty()) {
                ringing.remove(user);
            }
        }
    }

    private static Duration firstEnd(List<CallIncoming> calls, Instant now) {
        var first = calls.stream()
                .map(CallIncoming::expiresAt)
                .min(Instant::compareTo)
                .orElse(now);
        return Duration.between(now, first);
    }

    /// Who calls, as the back end says.
    record Initiator(String userId, String userName) {}

    /// What the user's sockets are told of the end of a call; null for nothing.
    @FunctionalInterface
    private interface Ending {
        @Nullable
        Outgoing of(CallIncoming ring);
    }
}
