package io.rotunda.handlers;

import io.rotunda.rooms.Membership;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One socket's time here, however often it was lost and came back: when it came, how it went, and where it was
/// meanwhile. Only comings and goings are noted, never what was delivered: that follows from the positions between
/// them. Written on the socket's mailbox, read by whoever explains.
final class Visit {
    /// Rooms that it has left again, and losses of its connection: the newest.
    private static final int MAX_OVER = 20;

    private final RoomId.User user;
    private final String socketId;
    private final Instant since;

    /// Null until the socket enters a room with a log, as many never do.
    private @Nullable Map<RoomId.Timeline, Stay> stays;

    private final List<Stay> over = new ArrayList<>(0);
    private final List<Loss> losses = new ArrayList<>(0);
    private boolean forgetful;
    private @Nullable Loss end;

    Visit(RoomId.User user, String socketId, Instant since) {
        this.user = user;
        this.socketId = socketId;
        this.since = since;
    }

    RoomId.User user() {
        return user;
    }

    String socketId() {
        return socketId;
    }

    Instant since() {
        return since;
    }

    synchronized void entered(Membership membership, Instant now) {
        if (membership.inRoom().id() instanceof RoomId.Timeline room) {
            if (stays == null) {
                stays = new HashMap<>(4);
            }
            stays.put(room, new Stay(room, membership.inRoom(), now));
        }
    }

    /// The socket was sent this of the room's log, and hears what comes live from here on.
    ///
    /// @param replay null if it was sent nothing
    synchronized void goesLive(Membership membership, @Nullable Replay replay, Instant now) {
        var stay = stay(membership);
        if (stay != null) {
            stay.goesLive(replay, now);
        }
    }

    /// Before the socket leaves.
    synchronized void leaves(Membership membership, Instant now) {
        var stay = end == null ? stay(membership) : null;
        if (stay != null && stays != null) {
            stays.remove(stay.room());
            stay.ends(now);
            add(over, stay);
        }
    }

    /// The connection is lost, before the rooms are told; it may come back.
    synchronized void lost(String why, Instant now) {
        end = new Loss(now, why, null);
        here().forEach(stay -> stay.ends(now));
    }

    /// The client came back, and was sent what it missed of the rooms where it still is.
    synchronized void cameBack(Collection<Membership> rooms, Instant now) {
        if (end != null) {
            add(losses, new Loss(end.at(), end.why(), now));
            end = null;
        }
        var before = stays == null ? Map.<RoomId.Timeline, Stay>of() : stays;
        stays = null;
        for (var membership : rooms) {
            entered(membership, now);
            var stay = stay(membership);
            if (stay != null) {
                stay.goesOn(before.get(stay.room()), now);
            }
        }
    }

    /// It is over, for good as far as the server knows. The first reason stays.
    synchronized void ended(String why, Instant now) {
        if (end == null) {
            end = new Loss(now, why, null);
            here().forEach(stay -> stay.ends(now));
        }
    }

    /// How it went; null while it is connected.
    synchronized @Nullable Loss end() {
        return end;
    }

    /// When it was lost and came back.
    synchronized List<Loss> losses() {
        return List.copyOf(losses);
    }

    /// Whether some rooms that it has left, or losses, are not known any more.
    synchronized boolean forgetful() {
        return forgetful;
    }

    /// Its stays in a room, the newest first.
    synchronized List<Stay> in(RoomId.Timeline room) {
        var found = new ArrayList<Stay>();
        for (var stay : over) {
            if (stay.room().equals(room)) {
                found.addFirst(stay);
            }
        }
        var now = stays == null ? null : stays.get(room);
        if (now != null) {
            found.addFirst(now);
        }
        return found;
    }

    /// Whether it is in a room now.
    synchronized boolean isIn(RoomId.Timeline room) {
        var stay = stays == null ? null : stays.get(room);
        return stay != null && stay.until() == null;
    }

    /// The room was deleted, after it was left: positions are those of another room from now on.
    synchronized void erase(RoomId.Timeline room) {
        over.removeIf(stay -> stay.room().equals(room));
        if (stays != null) {
            stays.remove(room);
        }
    }

    /// What it costs to remember.
    synchronized int weight() {
        return 1 + over.size() + (stays == null ? 0 : stays.size());
    }

    private Collection<Stay> here() {
        return stays == null ? List.of() : stays.values();
    }

    private @Nullable Stay stay(Membership membership) {
        return stays != null && membership.inRoom().id() instanceof RoomId.Timeline room ? stays.get(room) : null;
    }

    private <T> void add(List<T> newest, T one) {
        if (newest.size() == MAX_OVER) {
            newest.removeFirst();
            forgetful = true;
        }
        newest.add(one);
    }

    /// The connection went.
    ///
    /// @param backAt when the client went on where it was; null if it did not
    record Loss(Instant at, String why, @Nullable Instant backAt) {
        Instant backAtOr(Instant other) {
            return backAt == null ? other : backAt;
        }
    }
}
