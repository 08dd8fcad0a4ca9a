package io.rotunda.handlers;

import io.rotunda.rooms.Positions;
import io.rotunda.rooms.Room;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A socket in a room with a log, as far as it tells what the socket was sent: stretches of positions that were told
/// live while it was there, and those that it was sent from the log. Guarded by its [Visit].
final class Stay {
    /// Of what was sent from the log and of stretches told live: the newest.
    private static final int MAX_STRETCHES = 10;

    private final RoomId.Timeline room;
    private Instant since;
    private final List<Sent> sent = new ArrayList<>(1);

    /// Where it is now; null once it has left.
    private @Nullable Room here;

    /// What was told live up to there, the socket was not told.
    private long notLiveThrough;

    /// Whether durable events wait for the next page of a replay.
    private boolean between;

    private boolean wentLive;
    private boolean forgetful;
    private @Nullable Instant until;

    Stay(RoomId.Timeline room, Room here, Instant since) {
        this.room = room;
        this.here = here;
        this.since = since;
        this.notLiveThrough = here.told().last();
    }

    RoomId.Timeline room() {
        return room;
    }

    Instant since() {
        return since;
    }

    /// When it left; null while it is there.
    @Nullable
    Instant until() {
        return until;
    }

    void goesLive(@Nullable Replay replay, Instant now) {
        boolean fresh = !wentLive;
        wentLive = true;
        if (replay == null) {
            if (between) {
                between = false;
                notLiveThrough = told().last();
            }
            return;
        }
        if (fresh) {
            notLiveThrough = Math.max(notLiveThrough, replay.through());
        } else if (replay.hasMore() && !between) {
            closeLive();
        }
        for (var stretch : replay.stretches()) {
            if (stretch.from() <= stretch.through()) {
                add(new Sent(How.REPLAYED, stretch.from(), stretch.through(), now));
            }
        }
        if (between || replay.hasMore()) {
            notLiveThrough = Math.max(notLiveThrough, replay.through());
        }
        between = replay.hasMore();
    }

    /// The client was lost and is back, and was sent what was told meanwhile.
    void goesOn(@Nullable Stay before, Instant now) {
        wentLive = true;
        if (before == null) {
            return;
        }
        since = before.since;
        between = before.between;
        forgetful = before.forgetful;
        before.sent.forEach(this::add);
        if (!between) {
            add(new Sent(How.RECOVERED, before.notLiveThrough + 1, notLiveThrough, now));
        }
    }

    /// Before it leaves, or when its connection is lost.
    void ends(Instant now) {
        if (!between) {
            closeLive();
        }
        until = now;
        here = null;
    }

    /// How the socket was sent what stands at this position; null if it was not.
    @Nullable
    Sent sent(long seq) {
        for (var one : sent.reversed()) {
            if (one.from() <= seq && seq <= one.through()) {
                return one;
            }
        }
        return live(seq) ? new Sent(How.LIVE, seq, seq, since) : null;
    }

    /// The first position that it was sent; 0 if none.
    long first() {
        long first = here != null && wentLive && !between ? liveFrom(told()) : 0;
        for (var one : sent) {
            first = first == 0 ? one.from() : Math.min(first, one.from());
        }
        return first;
    }

    /// Whether some of what it was sent is not known any more.
    boolean forgetful() {
        return forgetful;
    }

    private boolean live(long seq) {
        var told = told();
        return here != null && wentLive && !between && liveFrom(told) <= seq && told.hold(seq);
    }

    private long liveFrom(Positions told) {
        return Math.max(notLiveThrough + 1, told.first());
    }

    private void closeLive() {
        var told = told();
        if (wentLive && told.last() > 0 && liveFrom(told) <= told.last()) {
            add(new Sent(How.LIVE, liveFrom(told), told.last(), since));
        }
        notLiveThrough = Math.max(notLiveThrough, told.last());
    }

    private Positions told() {
        return here == null ? new Positions(0, 0) : here.told();
    }

    private void add(Sent stretch) {
        if (stretch.from() > stretch.through()) {
            return;
        }
        if (sent.size() == MAX_STRETCHES) {
            sent.removeFirst();
            forgetful = true;
        }
        sent.add(stretch);
    }

    /// Why the socket was sent something.
    enum How {
        LIVE,
        REPLAYED,
        RECOVERED
    }

    /// A stretch that the socket was sent.
    ///
    /// @param at when, for what was not told live
    record Sent(How how, long from, long through, Instant at) {}
}
