package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Decides whether an event is handled, before anything but its name is read.
final class RateLimiter {
    /// A user's sockets together may use so many times one socket's limit, so that reconnecting evades
    /// nothing.
    private static final int SOCKETS_OF_A_USER = 5;

    private final int events;
    private final long windowMs;

    /// Outlives the sockets; only of those users who sent something within the window.
    private final ConcurrentHashMap<Share, SlidingWindow> shares = new ConcurrentHashMap<>();

    RateLimiter(Limits limits) {
        this.events = limits.events();
        this.windowMs = limits.windowMs();
    }

    /// On the session's mailbox.
    Verdict judge(Session session, String event, Budget budget, long now) {
        return switch (budget) {
            case Budget.Shared() -> events == 0 ? Verdict.HANDLE : shared(session, quota(session), now);
            case Budget.Own(int limit, var window) -> {
                var quota = quota(session);
                var allowance = quota.own(event, limit, window.toMillis());
                long wait = allowance.waitMs(now, 1);
                if (wait == 0) {
                    wait = spend(new Share(session.user(), event), limit, window.toMillis(), 1, now);
                }
                yield wait > 0 ? refused(quota, allowance, wait, now) : handled(allowance, now);
            }
            case Budget.OneIn(var window) -> {
                var allowance = quota(session).own(event, 1, window.toMillis());
                yield allowance.waitMs(now, 1) > 0 ? Verdict.IGNORE : handled(allowance, now);
            }
        };
    }

    /// Counts an event that [#judge] let through as so many; where they are too many, it counts as none. More than
    /// a whole limit weighs as much as the limit.
    Verdict weigh(Session session, int weight, long now) {
        int more = Math.min(weight, events) - 1;
        if (more < 1) {
            return Verdict.HANDLE;
        }
        var quota = quota(session);
        var allowance = quota.shared();
        long wait = allowance.waitMs(now, more);
        if (wait == 0) {
            wait = spend(share(session), events, windowMs, more, now);
        }
        if (wait > 0) {
            allowance.takeBack();
            shares.computeIfPresent(share(session), (_, window) -> {
                window.removeNewest();
                return window;
            });
            return refused(quota, allowance, wait, now);
        }
        allowance.spend(more, now);
        return Verdict.HANDLE;
    }

    /// Counts what a user asks for without a socket: against what the user's sockets may use together. Any thread.
    ///
    /// @throws Rejected if that is used up
    void count(RoomId.User user, long now) {
        long wait = events == 0 ? 0 : spend(new Share(user, null), events, windowMs, 1, now);
        if (wait > 0) {
            throw Rejected.tooMany("too many events and calls of this user", Duration.ofMillis(wait));
        }
    }

    /// Forgets users who sent nothing for a while. Any thread.
    void forgetIdle(long now) {
        for (var share : shares.keySet()) {
            shares.computeIfPresent(share, (_, window) -> window.count(now) == 0 ? null : window);
        }
    }

    int sharesKnown() {
        return shares.size();
    }

    private Verdict shared(Session session, Quota quota, long now) {
        var allowance = quota.shared();
        long wait = allowance.waitMs(now, 1);
        if (wait == 0) {
            wait = spend(share(session), events, windowMs, 1, now);
        }
        return wait > 0 ? refused(quota, allowance, wait, now) : handled(allowance, now);
    }

    private static Verdict handled(Allowance allowance, long now) {
        allowance.spend(1, now);
        return Verdict.HANDLE;
    }

    private static Verdict refused(Quota quota, Allowance allowance, long wait, long now) {
        return new Verdict.Refuse(wait, quota.complain(now), allowance.refuse(now));
    }

    /// Returns how long to wait, or 0 if it was spent.
    ///
    /// @param limit of one socket
    private long spend(Share share, int limit, long window, int weight, long now) {
        var wait = new long[1];
        shares.compute(share, (_, known) -> {
            var spent = known == null ? new SlidingWindow(ofUser(limit), window) : known;
            wait[0] = spent.waitMs(now, weight);
            if (wait[0] == 0) {
                spent.add(weight, now);
            }
            return spent;
        });
        return wait[0];
    }

    private static int ofUser(int limit) {
        return Math.clamp((long) limit * SOCKETS_OF_A_USER, 1, Integer.MAX_VALUE);
    }

    private static Share share(Session session) {
        return new Share(session.user(), null);
    }

    private Quota quota(Session session) {
        return session.quota(() -> new Quota(new Allowance(Math.max(1, events), windowMs)));
    }

    /// What a user's sockets may use together.
    ///
    /// @param event null for the limit that events share
    private record Share(RoomId.User user, @Nullable String event) {}

    /// What becomes of an event.
    sealed interface Verdict {
        Verdict HANDLE = new Handle();
        Verdict IGNORE = new Ignore();

        record Handle() implements Verdict {}

        record Ignore() implements Verdict {}

        /// It is not handled.
        ///
        /// @param complain whether to say so with `error` too, beside the answer to the callback
        /// @param disconnect whether the socket has gone on for too long
        record Refuse(long retryAfterMs, boolean complain, boolean disconnect) implements Verdict {}
    }
}
