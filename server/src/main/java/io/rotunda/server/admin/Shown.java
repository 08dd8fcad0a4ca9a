package io.rotunda.server.admin;

import io.rotunda.handlers.Session;
import io.rotunda.server.wire.Namespaces;
import io.rotunda.server.wire.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One client, as operators were told of it, and as it was when it was last looked at. What is told is told by one
/// thread.
final class Shown {
    /// What the name of a room takes beside itself.
    private static final int QUOTES = 3;

    private final Session session;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Look latest;

    /// What was told, but for the rooms; null before anything was.
    private @Nullable Look told;

    /// Those that were told.
    private final Set<String> rooms = new HashSet<>();

    private int taken;
    private boolean gone;

    Shown(Session session) {
        this.session = session;
    }

    /// Has the client looked at, unless it still is: its mailbox knows its rooms, its lane the transport.
    void look() {
        if (looking.compareAndSet(false, true)) {
            session.client().execute(() -> {
                var labels = session.rooms().stream().map(RoomLabel::of).collect(Collectors.toUnmodifiableSet());
                if (session.client() instanceof Socket socket) {
                    socket.describe(link -> seen(new Look(link, labels)));
                } else {
                    seen(new Look(null, labels));
                }
            });
        }
    }

    private void seen(Look look) {
        latest = look;
        looking.set(false);
    }

    /// Tells what is new, as far as there is room for it.
    ///
    /// @param time when, as the Admin UI writes it
    void tell(Changes changes, Budget budget, String time) {
        var look = latest;
        if (look == null || changes.full()) {
            return;
        }
        if (told == null) {
            begin(look, changes, budget);
        } else {
            if (!look.transport().equals(told.transport())) {
                changes.add("socket_updated", new Update(session.id(), Namespaces.MAIN, look.transport()));
            }
            told = look;
            leave(look.rooms(), changes, budget, time);
            enter(look.rooms(), changes, budget, time);
        }
    }

    /// Tells that the client has gone; false if more of that is left for the next time.
    boolean tellGone(Changes changes, Budget budget, String time) {
        if (told != null && !gone) {
            var why = session.whyGone();
            changes.add("socket_disconnected", Namespaces.MAIN, session.id(), why == null ? "gone" : why, time);
            gone = true;
        }
        leave(Set.of(), changes, budget, time);
        if (rooms.isEmpty()) {
            budget.give(taken);
        }
        return rooms.isEmpty();
    }

    /// Whether operators see it.
    boolean there() {
        return told != null && !gone;
    }

    /// As whoever comes is told; null if nobody was yet, or it has gone.
    @Nullable
    SocketView view() {
        return told == null || gone ? null : SocketView.of(session, told, rooms);
    }

    private void begin(Look look, Changes changes, Budget budget) {
        var view = SocketView.of(session, look, look.rooms());
        int size = AdminJson.write(view).length;
        if (budget.take(size)) {
            taken = size;
            told = look;
            rooms.addAll(look.rooms());
            changes.add("socket_connected", view, AdminJson.time(session.since()));
        }
    }

    private void enter(Set<String> now, Changes changes, Budget budget, String time) {
        for (var room : now) {
            int size = room.length() + QUOTES;
            if (!changes.full() && !rooms.contains(room) && budget.take(size)) {
                taken += size;
                rooms.add(room);
                changes.add("room_joined", Namespaces.MAIN, room, session.id(), time);
            }
        }
    }

    private void leave(Set<String> now, Changes changes, Budget budget, String time) {
        for (var each = rooms.iterator(); each.hasNext() && !changes.full(); ) {
            var room = each.next();
            if (!now.contains(room)) {
                int size = room.length() + QUOTES;
                taken -= size;
                budget.give(size);
                each.remove();
                changes.add("room_left", Namespaces.MAIN, room, session.id(), time);
            }
        }
    }

    /// What is new of a client that is known.
    private record Update(String id, String nsp, String transport) {}
}
