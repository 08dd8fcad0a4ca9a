package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One client in one room, and the seam between what it was told from the log and what comes live.
///
/// While the log is read, live frames are parked. [#goLive] then releases those that the replay did
/// not hold, and keeps what it held as a mark: an event is committed before it is told, so one that
/// the replay already held can still arrive live long after.
///
/// A replay of several pages ends with the last of them. Until then durable events behind the page's end are
/// not delivered: the next page holds them.
public final class Membership {
    /// What may be parked; a client that misses more while it catches up starts over.
    static final int MAX_PARKED_BYTES = 1 << 20;

    private static final long NO_END = Long.MAX_VALUE;

    private final Room room;
    private final Feed feed;

    /// Asked of every member at each telling: the user itself lies elsewhere in memory.
    private final int userHash;

    /// Whether the client's user was announced with it; guarded by the room's lock.
    private boolean present;

    private int companions;

    // Everything below is touched on the feed's lane only.
    private int slot = -1;
    private int catchUps = 1;
    private @Nullable List<Frame> parked;
    private int parkedBytes;
    private boolean missedParts;
    private boolean partsWait;
    private @Nullable Replayed replayed;

    /// What was told up to this position, the member was told by itself, if at all.
    private long liveSince;

    /// The position of what was last delivered live.
    private long toldLive;

    /// The last position that is told here; what comes then, is told elsewhere.
    private long sealed;

    /// The trail of the room, from when this is sealed on.
    private @Nullable Trail trail;

    /// The last position that is delivered; behind it is what the client asks for with the next page.
    private long end = NO_END;

    /// Parked from the start: what is told between entering and parking would be heard twice, live and
    /// from the log.
    Membership(Room room, Feed feed) {
        this.room = room;
        this.feed = feed;
        this.userHash = feed.user().hashCode();
    }

    /// The membership of a client that came back: parts are parked as well, because it is sent those that it
    /// missed, and no whole.
    static Membership continued(Room room, Feed feed) {
        var membership = new Membership(room, feed);
        membership.partsWait = true;
        return membership;
    }

    /// The room, alive as long as this membership is.
    public Room inRoom() {
        return room;
    }

    /// What the member is told.
    public Feed feed() {
        return feed;
    }

    /// Lets the client's user appear in the room.
    ///
    /// @param userName what the user is called in [Room#users]
    /// @param announcement what the other users are told if this is the user's first socket to appear
    public void appear(String userName, Frame announcement) {
        room.appear(this, userName, announcement);
    }

    /// Parks what comes from here on, until the matching [#goLive]. Any thread; takes effect before
    /// anything that is committed after this call.
    public void park() {
        room.park(this);
    }

    int userHash() {
        return userHash;
    }

    void beginCatchUp() {
        if (catchUps++ == 0) {
            feed.unproved(toldLive); // what is owed from the trail begins anew when this ends
        }
    }

    /// How many other users had appeared in the room when entering or the last [#park] began. Whoever comes
    /// or goes after that is told to this client after [#goLive], so that the two add up.
    public int companions() {
        return companions;
    }

    void companions(int others) {
        companions = others;
    }

    /// Ends what entering or [#park] began. Any thread.
    public void goLive() {
        goLiveUntil(NO_END);
    }

    /// The same after a page that others follow: durable events behind its end are left to those.
    public void goLiveUntil(long pageEnd) {
        feed.lane().execute(() -> {
            end = pageEnd;
            release();
        });
    }

    /// Ends what [#park] began for a client that was sent nothing: what waited for a next page before, still does.
    public void resume() {
        feed.lane().execute(this::release);
    }

    /// Ends what entering or [#park] began: the client was sent everything up to position `through`, or
    /// was told how to ask for it. Any thread; what was sent to the client from this thread before,
    /// arrives before.
    public void goLive(long through) {
        goLive(1, through);
    }

    /// The same for a client that was live before: it was sent the positions from `from` to `through`
    /// and is owed everything else.
    public void goLive(long from, long through) {
        sent(from, through);
        goLive();
    }

    /// The client was sent the positions from `from` to `through`; before [#goLive()], from the same thread.
    public void sent(long from, long through) {
        feed.lane().execute(() -> replayed = Replayed.add(replayed, from, through));
    }

    /// Sends a whole if any part was not heard since entering or [#park]; before [#goLive()], which ends that.
    /// Any thread, but with the parts in one order.
    public void sendIfPartsWereMissed(Frame whole) {
        feed.lane().execute(() -> {
            if (missedParts) {
                feed.tell(whole);
            }
        });
    }

    private void release() {
        if (--catchUps > 0) {
            return;
        }
        missedParts = false;
        partsWait = false;
        if (parked != null && parkedBytes <= MAX_PARKED_BYTES) {
            var waiting = parked;
            parked = null;
            parkedBytes = 0;
            for (var frame : waiting) {
                if (owed(frame)) {
                    feed.tell(frame); // late, so at a position of its own
                }
            }
        }
        liveSince = feed.log().position();
    }

    void deliver(Frame frame, long position) {
        if (catchUps > 0 || parked != null) {
            if (frame.isPart() && !partsWait) {
                missedParts = true;
            } else {
                park(frame);
            }
        } else if (owed(frame)) {
            toldLive = position;
            feed.deliver(frame, position);
        }
    }

    private boolean owed(Frame frame) {
        long seq = frame.seq();
        return seq == Frame.TRANSIENT || seq <= end && (replayed == null || !replayed.holds(seq));
    }

    /// Nothing more is told here.
    void seal(Trail told) {
        trail = told;
        sealed = feed.log().position();
    }

    /// Adds what the member was owed after `from` and until this was sealed; false if some of it is forgotten.
    boolean missed(long from, Missed missed) {
        long after = Math.max(from, liveSince);
        if (trail == null || catchUps > 0 || !trail.complete(after, feed.user())) {
            return false;
        }
        trail.read(after, sealed, feed.user(), told -> told.passedOver(feed) || !owed(told.frame) || missed.add(told));
        return true;
    }

    /// What a replay held when the client was there before must not come again now, and what its next page holds
    /// must not come before it.
    void inherit(Membership before) {
        replayed = before.replayed;
        end = before.end;
    }

    /// Once too much was parked, nothing is delivered any more: a gap must not look like continuity.
    private void park(Frame frame) {
        if (parkedBytes > MAX_PARKED_BYTES) {
            return;
        }
        if (parked == null) {
            parked = new ArrayList<>();
        }
        parked.add(frame);
        parkedBytes += frame.weight();
        if (parkedBytes > MAX_PARKED_BYTES) {
            parked.clear();
            feed.cut();
        }
    }

    boolean present() {
        return present;
    }

    void present(boolean nowPresent) {
        present = nowPresent;
    }

    long toldLive() {
        return toldLive;
    }

    int slot() {
        return slot;
    }

    void slot(int newSlot) {
        slot = newSlot;
    }
}
