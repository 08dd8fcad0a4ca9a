package io.rotunda.rooms;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who is in one room on this node. Any thread may call anything here.
///
/// Events that one thread tells arrive at each member in the order told. Events of a room that must
/// keep one order at all members are therefore told by one thread at a time: the one that commits them.
public final class Room {
    private static final LaneMembers[] NOBODY = {};

    private final RoomId id;
    private final RoomWatch watch;
    private LaneMembers[] lanes = NOBODY;
    private int size;

    /// How many of them have gone and may come back.
    private int ghosts;

    private boolean abandoned;

    /// The positions of the durable events that were told here: the first, and the last.
    private long firstTold;

    private long lastTold;

    /// The users who appeared; null until one did, as in rooms that announce nobody.
    private @Nullable Map<RoomId.User, Appeared> users;

    Room(RoomId id, RoomWatch watch) {
        this.id = id;
        this.watch = watch;
    }

    public RoomId id() {
        return id;
    }

    /// Delivers to every member but the sockets of one user; of nobody if null. Under the lock, so that a member who
    /// changes lanes is told everything on one of them.
    synchronized void tell(Frame frame, RoomId.@Nullable User except) {
        Teller.hears(size);
        if (frame.seq() != Frame.TRANSIENT) {
            firstTold = firstTold == 0 ? frame.seq() : firstTold;
            lastTold = frame.seq();
        }
        int since = Teller.since();
        for (var members : lanes) {
            if (!members.empty()) {
                members.tell(frame, except, since);
            }
        }
    }

    /// Delivers to every member who was not dealt with before.
    synchronized void tellOnce(Frame frame, Dealt dealt) {
        Teller.hears(size);
        int since = Teller.since();
        onLanes(members -> members.tellOnce(frame, dealt, since));
    }

    /// Shows every member who is here now and was not dealt with before.
    synchronized void visit(Dealt dealt, Consumer<Connection> visitor) {
        onLanes(members -> members.visit(dealt, visitor));
    }

    /// Deals with every member by doing nothing.
    synchronized void leaveOut(Dealt dealt) {
        onLanes(members -> members.leaveOut(dealt));
    }

    private void onLanes(Consumer<LaneMembers> task) {
        for (var members : lanes) {
            if (!members.empty()) {
                task.accept(members);
            }
        }
    }

    /// Returns null if the room was abandoned meanwhile: take a fresh one.
    synchronized @Nullable Membership enter(Feed feed) {
        if (abandoned) {
            return null;
        }
        var membership = new Membership(this, feed);
        membership.companions(othersThan(feed.user()));
        laneOf(feed).enter(membership);
        size++;
        came();
        return membership;
    }

    /// Counts and parks at one point of the order in which members come and go, as [#enter] does.
    synchronized void park(Membership membership) {
        var feed = membership.feed();
        membership.companions(othersThan(feed.user()));
        feed.lane().execute(membership::beginCatchUp);
    }

    /// Told under the lock, and so is [#leave]: otherwise a user whose one socket leaves while another
    /// enters could be heard to come first and to go last.
    synchronized void appear(Membership membership, String userName, Frame announcement) {
        if (membership.present()) {
            return;
        }
        membership.present(true);
        if (users == null) {
            users = new HashMap<>(4);
        }
        var user = membership.feed().user();
        var appeared = users.computeIfAbsent(user, _ -> new Appeared(userName));
        if (++appeared.sockets == 1) {
            tell(announcement, user);
            watch.happened(id, announcement);
        }
    }

    synchronized void leave(Membership membership, @Nullable Frame farewell) {
        laneOf(membership.feed()).leave(membership);
        abandoned = --size == 0;
        disappear(membership, farewell);
        went();
    }

    /// As [#leave] for the others; but what is told from here on is kept for the member.
    synchronized void linger(Membership membership, @Nullable Frame farewell) {
        laneOf(membership.feed()).linger(membership);
        ghosts++;
        disappear(membership, farewell);
        went();
    }

    /// A member who lingered does not come back.
    synchronized void forget(Membership ghost) {
        laneOf(ghost.feed()).forget(ghost);
        ghosts--;
        abandoned = --size == 0;
    }

    /// A member who lingered is back: what is told is told to the one or the other.
    synchronized Membership handOver(Membership ghost, Feed next) {
        var membership = Membership.continued(this, next);
        membership.companions(othersThan(next.user()));
        laneOf(next).enter(membership);
        laneOf(ghost.feed()).seal(ghost);
        ghosts--;
        came();
        return membership;
    }

    private void came() {
        if (size - ghosts == 1) {
            watch.occupied(id);
        }
    }

    private void went() {
        if (!occupied()) {
            watch.vacated(id);
        }
    }

    private void disappear(Membership membership, @Nullable Frame farewell) {
        if (membership.present() && users != null) {
            membership.present(false);
            var user = membership.feed().user();
            boolean last = users.computeIfPresent(user, (_, seen) -> --seen.sockets == 0 ? null : seen) == null;
            if (last && farewell != null) {
                tell(farewell, user);
                watch.happened(id, farewell);
            }
        }
    }

    /// The users who have appeared and not left, in no order.
    public synchronized List<Present> users() {
        return users == null
                ? List.of()
                : users.entrySet().stream()
                        .map(seen -> new Present(seen.getKey(), seen.getValue().userName))
                        .toList();
    }

    /// Which durable events were told here as long as somebody has been here.
    public synchronized Positions told() {
        return new Positions(firstTold, lastTold);
    }

    /// Counts the sockets that hear this room now, by user. Not of one moment: those who come and go meanwhile may be
    /// counted or not. Any thread; nothing blocks.
    CompletableFuture<Map<RoomId.User, Integer>> sockets() {
        LaneMembers[] all;
        synchronized (this) {
            all = lanes;
        }
        if (all.length == 0) {
            return CompletableFuture.completedFuture(Map.of()); // the first one is just entering
        }
        var counted = new CompletableFuture<Map<RoomId.User, Integer>>();
        var sockets = new ConcurrentHashMap<RoomId.User, Integer>();
        var left = new AtomicInteger(all.length);
        for (var members : all) {
            members.lane().execute(() -> {
                members.count(sockets);
                if (left.decrementAndGet() == 0) {
                    counted.complete(sockets);
                }
            });
        }
        return counted;
    }

    synchronized boolean abandoned() {
        return abandoned;
    }

    /// Whether somebody is in it who hears it now.
    synchronized boolean occupied() {
        return size > ghosts;
    }

    private int othersThan(RoomId.User user) {
        return users == null ? 0 : users.size() - (users.containsKey(user) ? 1 : 0);
    }

    private LaneMembers laneOf(Feed feed) {
        var lane = feed.lane();
        for (var members : lanes) {
            if (members.lane().index() == lane.index()) {
                return members;
            }
        }
        var more = Arrays.copyOf(lanes, lanes.length + 1);
        var added = new LaneMembers(id, feed.log());
        more[lanes.length] = added;
        lanes = more;
        return added;
    }

    /// A user who is in a room.
    ///
    /// @param userName as it was when the user's first socket appeared
    public record Present(RoomId.User user, String userName) {}

    private static final class Appeared {
        private final String userName;
        private int sockets;

        private Appeared(String userName) {
            this.userName = userName;
        }
    }
}
