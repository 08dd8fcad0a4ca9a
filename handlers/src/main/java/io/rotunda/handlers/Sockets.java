package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Connection;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What back ends do to sockets: let them into rooms, take them out, disconnect them. Each socket does it in its turn,
/// after what its client sent before; what it may not do, it does not. Any thread; nothing here blocks.
public final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    /// What may wait for its turn, of all sockets together.
    private static final int MAX_WAITING = 100_000;

    private static final int MAX_ROOMS = 100;

    private final Rooms rooms;
    private final Sessions sessions;
    private final Rings rings;
    private final Addressing addressing;
    private final InstantSource clock;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    Sockets(Rooms rooms, Sessions sessions, Recovery recovery, Rings rings, InstantSource clock) {
        this.rooms = rooms;
        this.sessions = sessions;
        this.rings = rings;
        this.addressing = new Addressing(sessions, recovery);
        this.clock = clock;
    }

    /// Lets sockets enter rooms that their users may enter. The others there hear of it as if the client had joined;
    /// the client hears what comes from then on.
    ///
    /// @throws Rejected if the names are no rooms
    public void join(Addressees whom, List<String> names) {
        var into = rooms(whom, names);
        each(whom, session -> into.forEach(room -> join(session, room)));
    }

    /// Takes sockets out of rooms, as if their clients had left.
    ///
    /// @throws Rejected if the names are no rooms, or rooms that nobody leaves
    public void leave(Addressees whom, List<String> names) {
        var from = rooms(whom, names);
        for (var room : from) {
            if (room instanceof RoomId.Org || room instanceof RoomId.User) {
                throw new Rejected(ErrorCode.FORBIDDEN, "nobody leaves the rooms of its organization and user");
            }
        }
        each(whom, session -> from.forEach(session::leave));
    }

    /// Disconnects sockets: their clients hear that the server wanted it, and do not come back by themselves.
    public void disconnect(Addressees whom) {
        each(whom, session -> session.dismiss("disconnected by a back end"));
    }

    /// How many sockets did not do what a back end wanted.
    public long refused() {
        return refused.sum();
    }

    Addressing addressing() {
        return addressing;
    }

    private static List<RoomId> rooms(Addressees whom, List<String> names) {
        if (names.isEmpty() || names.size() > MAX_ROOMS) {
            throw Rejected.field("rooms", "must be 1 to " + MAX_ROOMS);
        }
        return names.stream()
                .map(name -> Addressing.room(name, whom.organizationId()))
                .toList();
    }

    private void each(Addressees whom, Consumer<Session> task) {
        rooms.visit(addressing.selection(whom), connection -> execute(connection, task));
    }

    private void execute(Connection connection, Consumer<Session> task) {
        var session = sessions.find(connection.id());
        if (session == null) {
            return; // not quite here yet, or gone
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            refused.increment();
            return;
        }
        session.client().execute(() -> {
            waiting.decrementAndGet();
            if (!session.ended()) {
                perform(session, task);
            }
        });
    }

    private void perform(Session session, Consumer<Session> task) {
        try {
            task.accept(session);
        } catch (Rejected | Unavailable _) {
            refused.increment();
        } catch (RuntimeException fault) {
            refused.increment();
            LOG.error("a socket could not do what a back end wanted", Faults.unquoted(fault));
        } finally {
            session.settle();
        }
    }

    private void join(Session session, RoomId room) {
        if (!session.isIn(room)) {
            enter(session, room);
        }
        if (room instanceof RoomId.Call call) {
            rings.joined(session.user(), call, clock.instant());
        }
    }

    private void enter(Session session, RoomId room) {
        var who = session.principal();
        var arrival = room instanceof RoomId.Timeline ? session.arriveInTurn(room) : session.arrive(room);
        if (room instanceof RoomId.Call) {
            CallJoin.requirePlace(arrival);
        }
        var announcement = Announcement.of(room, who, clock.instant());
        if (announcement != null) {
            arrival.appear(who, announcement);
        }
        arrival.goLive();
        session.settle(); // its turn is over, and the next room's may come
    }
}
