package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection in one room, and the seam between what it was told from the log and what comes live.
///
/// While the log is read, live frames are parked. [#goLive] then releases those that the replay did
/// not hold, and keeps what it held as a mark: an event is committed before it is told, so one that
/// the replay already held can still arrive live long after.
public final class Membership {
    /// What may be parked; a client that misses more while it catches up starts over.
    static final int MAX_PARKED_BYTES = 1 << 20;

    private final Room room;
    private final Connection connection;

    /// Whether the connection's user was announced with it; guarded by the room's lock.
    private boolean present;

    private int companions;

    // Everything below is touched on the connection's lane only.
    private int slot = -1;
    private int catchUps = 1;
    private @Nullable List<Frame> parked;
    private int parkedBytes;
    private boolean missedParts;
    private @Nullable Replayed replayed;

    /// Parked from the start: what is told between entering and parking would be heard twice, live and
    /// from the log.
    Membership(Room room, Connection connection) {
        this.room = room;
        this.connection = connection;
    }

    /// The room, alive as long as this membership is.
    public Room inRoom() {
        return room;
    }

    public Connection connection() {
        return connection;
    }

    /// Lets the connection's user appear in the room.
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

    void beginCatchUp() {
        catchUps++;
    }

    /// How many other users had appeared in the room when entering or the last [#park] began. Whoever comes
    /// or goes after that is told to this connection after [#goLive], so that the two add up.
    public int companions() {
        return companions;
    }

    void companions(int others) {
        companions = others;
    }

    /// Ends what entering or [#park] began. Any thread.
    public void goLive() {
        connection.lane().execute(this::release);
    }

    /// Ends what entering or [#park] began: the client was sent everything up to position `through`, or
    /// was told how to ask for it. Any thread; what was sent to the connection from this thread before,
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
        connection.lane().execute(() -> replayed = Replayed.add(replayed, from, through));
    }

    /// Sends a whole if any part was not heard since entering or [#park]; before [#goLive()], which ends that.
    /// Any thread, but with the parts in one order.
    public void sendIfPartsWereMissed(Frame whole) {
        connection.lane().execute(() -> {
            if (missedParts) {
                connection.deliver(whole);
            }
        });
    }

    private void release() {
        if (--catchUps > 0) {
            return;
        }
        missedParts = false;
        if (parked == null || parkedBytes > MAX_PARKED_BYTES) {
            return;
        }
        var waiting = parked;
        parked = null;
        parkedBytes = 0;
        waiting.forEach(this::deliver);
    }

    void deliver(Frame frame) {
        if (catchUps > 0 || parked != null) {
            if (frame.isPart()) {
                missedParts = true;
            } else {
                park(frame);
            }
        } else if (frame.seq() == Frame.TRANSIENT || replayed == null || !replayed.holds(frame.seq())) {
            connection.deliver(frame);
        }
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
        parkedBytes += frame.payload().length;
        if (parkedBytes > MAX_PARKED_BYTES) {
            parked.clear();
            connection.close();
        }
    }

    boolean present() {
        return present;
    }

    void present(boolean nowPresent) {
        present = nowPresent;
    }

    int slot() {
        return slot;
    }

    void slot(int newSlot) {
        slot = newSlot;
    }
}
