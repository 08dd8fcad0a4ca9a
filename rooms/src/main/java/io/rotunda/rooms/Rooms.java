package io.rotunda.rooms;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who is where on this node. A room exists here as long as somebody is in it. Any thread.
///
/// Rooms are told by their id, never by a [Room] that was looked up before: a room that everybody left
/// meanwhile is not the one that the next member enters.
public final class Rooms {
    private final ConcurrentHashMap<RoomId, Room> rooms = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, LaneLog> logs = new ConcurrentHashMap<>();
    private final Keeping keeping;
    private final RoomWatch watch;

    /// Rooms that keep nothing for those who come back.
    public Rooms() {
        this(Keeping.OFF);
    }

    public Rooms(Keeping keeping) {
        this(keeping, RoomWatch.NONE);
    }

    /// @param watch hears what becomes of them
    public Rooms(Keeping keeping, RoomWatch watch) {
        this.keeping = keeping;
        this.watch = watch;
    }

    /// Begins what a client is told on a connection.
    public Feed open(Connection connection) {
        var log = logs.computeIfAbsent(connection.lane().index(), _ -> new LaneLog(connection.lane(), keeping));
        var feed = new Feed(log, connection);
        feed.begin();
        return feed;
    }

    /// Adds a client to a room that it is not in yet. Whatever is told to the room after this
    /// returns, the new member hears, once its [Membership#goLive] was called; until then it is parked.
    public Membership enter(RoomId id, Feed feed) {
        while (true) {
            var room = rooms.computeIfAbsent(id, this::begin);
            var membership = room.enter(feed);
            if (membership != null) {
                return membership;
            }
            rooms.remove(id, room); // its last member left just now
        }
    }

    /// Takes a membership out of its room; once for each membership.
    ///
    /// @param farewell what the other users are told if the user had appeared in the room and this was
    ///     the last socket; null for nothing
    public void leave(Membership membership, @Nullable Frame farewell) {
        var room = membership.inRoom();
        room.leave(membership, farewell);
        removeIfAbandoned(room);
    }

    /// The same for a client that has gone and may come back: what the room is told is kept for it from here on,
    /// until [#forget] or [#handOver].
    public void linger(Membership membership, @Nullable Frame farewell) {
        membership.inRoom().linger(membership, farewell);
    }

    /// Ends what [#linger] began: the client does not come back.
    public void forget(Membership ghost) {
        ghost.inRoom().forget(ghost);
        removeIfAbandoned(ghost.inRoom());
    }

    /// Ends what [#linger] began: the client is back, and is a member again, parked as one that enters. What was
    /// told before this, it missed; what is told after, waits for [Membership#goLive].
    public Feed.Handover handOver(Membership ghost, Feed next) {
        return new Feed.Handover(ghost, ghost.inRoom().handOver(ghost, next));
    }

    /// Delivers to every member on this node.
    public void tell(RoomId id, Frame frame) {
        var room = rooms.get(id);
        if (room != null) {
            room.tell(frame, null);
        }
    }

    /// Delivers to every member on this node but the sockets of one user.
    public void tellOthers(RoomId id, RoomId.User user, Frame frame) {
        var room = rooms.get(id);
        if (room != null) {
            room.tell(frame, user);
        }
    }

    /// How many sockets each user has in the room now. From here on, comings and goings may be counted or not.
    ///
    /// @return never fails, but may not complete once the lanes were shut down
    public CompletionStage<Map<RoomId.User, Integer>> sockets(RoomId id) {
        var room = rooms.get(id);
        return room == null ? CompletableFuture.completedFuture(Map.of()) : room.sockets();
    }

    /// The users who have appeared in the room and not left, in no order.
    public List<Room.Present> users(RoomId id) {
        var room = rooms.get(id);
        return room == null ? List.of() : room.users();
    }

    /// Delivers once to each of those who are selected, also if they come back later.
    public void tell(Selection selection, Frame frame) {
        if (selection.oneRoom()) {
            selection.rooms().forEach(room -> tell(room, frame));
            return;
        }
        var dealt = leavingOut(selection);
        selection.clients().forEach(client -> client.sendOnce(frame, dealt));
        selection.rooms().forEach(id -> in(id, room -> room.tellOnce(frame, dealt)));
    }

    /// Shows each of those who are selected and here now to `visitor`, once, on its lane.
    public void visit(Selection selection, Consumer<Connection> visitor) {
        var dealt = leavingOut(selection);
        selection.clients().forEach(client -> client.visit(dealt, visitor));
        selection.rooms().forEach(id -> in(id, room -> room.visit(dealt, visitor)));
    }

    private Dealt leavingOut(Selection selection) {
        var dealt = new Dealt();
        selection.exceptClients().forEach(client -> client.leaveOut(dealt));
        selection.exceptRooms().forEach(id -> in(id, room -> room.leaveOut(dealt)));
        return dealt;
    }

    private void in(RoomId id, Consumer<Room> task) {
        var room = rooms.get(id);
        if (room != null) {
            task.accept(room);
        }
    }

    /// Calls `done` when every lane has done what it was given before, on one of them; here if there are none. Never
    /// after a lane was shut down.
    public void whenCaughtUp(Runnable done) {
        var all = List.copyOf(logs.values());
        var left = new AtomicInteger(all.size());
        all.forEach(log -> log.lane().execute(() -> {
            if (left.decrementAndGet() == 0) {
                done.run();
            }
        }));
        if (all.isEmpty()) {
            done.run();
        }
    }

    /// Notes that something happened in a room, for whoever watches: nobody in it hears of it by this.
    public void note(RoomId id, Frame event) {
        watch.happened(id, event);
    }

    /// Whether anybody watches, so that [#note] is of use.
    public boolean watched() {
        return watch.watching();
    }

    /// Whether anybody is in the room who hears it now.
    public boolean occupied(RoomId id) {
        var room = rooms.get(id);
        return room != null && room.occupied();
    }

    /// How many rooms have somebody in them, or somebody who may come back.
    public int count() {
        return rooms.size();
    }

    /// Forgets what was told too long ago, also where nothing is told any more. About once a second.
    public void tick() {
        for (var log : logs.values()) {
            if (log.keptBytes() > 0) {
                log.lane().execute(log::forgetOld);
            }
        }
    }

    /// What is kept of what was told lately, in bytes.
    public long keptBytes() {
        long bytes = 0;
        for (var log : logs.values()) {
            bytes += log.keptBytes();
        }
        return bytes;
    }

    /// What is kept, and for how long.
    public Keeping keeping() {
        return keeping;
    }

    private Room begin(RoomId id) {
        return new Room(id, watch);
    }

    private void removeIfAbandoned(Room room) {
        if (room.abandoned()) {
            rooms.remove(room.id(), room);
        }
    }

    /// What is kept for clients that come back.
    ///
    /// @param window for how long after their connection was seen to be lost; zero for nothing
    /// @param silence how long before that it may have carried nothing
    /// @param laneBytes how much of it on each lane
    public record Keeping(Duration window, Duration silence, long laneBytes, InstantSource clock) {
        static final Keeping OFF = new Keeping(Duration.ZERO, Duration.ZERO, 0, InstantSource.system());

        /// Whether clients that come back start over.
        public boolean off() {
            return window.isZero();
        }
    }
}
