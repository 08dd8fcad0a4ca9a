package io.rotunda.handlers;

import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Connection state recovery: whoever comes back in time is who it was, in the rooms in which it was, and hears
/// what it missed, or starts over. Any thread.
public final class Recovery {
    private final Context context;
    private final int maxBytes;
    private final Absences absences = new Absences();
    private final LongAdder recovered = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final Map<Feed.Gap, LongAdder> gaps =
            Map.copyOf(Stream.of(Feed.Gap.values()).collect(Collectors.toMap(gap -> gap, _ -> new LongAdder())));

    /// @param maxBytes what may be sent to one client at once
    Recovery(Context context, int maxBytes) {
        this.context = context;
        this.maxBytes = maxBytes;
    }

    /// What a new session is found by; null if nobody can come back.
    @Nullable
    String newPid() {
        return context.rooms().keeping().off() ? null : absences.newPid();
    }

    void opened(Session session) {
        if (session.pid() != null) {
            absences.opened(session.pid(), session);
        }
    }

    /// The session is over. On its mailbox, once.
    ///
    /// @param lost whether the client may come back
    /// @param why as operators are told
    void closed(Session session, boolean lost, String why) {
        var pid = session.pid();
        if (pid == null) {
            session.leaveAll(why);
        } else if (lost) {
            forget(absences.closed(pid, session.linger(pid, why)));
        } else {
            session.leaveAll(why);
            absences.closed(pid, null);
        }
    }

    void vacate(String pid, Principal who, Runnable then) {
        absences.vacate(pid, who, context.clock().millis(), then);
    }

    /// Goes on with the session that the client was lost from. On the client's mailbox; `then` as well, later.
    ///
    /// @param then what becomes of it: null if the client has to start over
    void resume(Client client, Principal who, String pid, String offset, Consumer<@Nullable Session> then) {
        var absence = absences.take(pid, who);
        if (absence != null && who.mayEnterLessThan(absence.who())) {
            forget(List.of(absence));
            arrived(pid, null);
            absence = null;
        }
        if (absence == null) {
            unknown.increment();
            then.accept(null);
        } else {
            resume(client, who, absence, offset, then);
        }
    }

    private void resume(
            Client client, Principal who, Absence absence, String offset, Consumer<@Nullable Session> then) {
        var next = context.rooms().open(client);
        absences.goesOn(absence.pid(), next);
        var rooms = new ArrayList<Feed.Handover>();
        for (var ghost : absence.ghosts()) {
            if (Entry.reaches(who, ghost.inRoom().id())) {
                rooms.add(context.rooms().handOver(ghost, next));
            } else {
                context.rooms().forget(ghost);
            }
        }
        if (who.reachesLessThan(absence.who())) {
            absence.feed().withhold();
        }
        absence.feed().resume(next, offset, rooms, maxBytes, new Feed.Outcome() {
            @Override
            public void proved() {
                client.accepted(absence.id(), absence.pid());
                client.execute(() -> goOn(client, who, next, absence, rooms, then));
            }

            @Override
            public void gap(Feed.Gap why) {
                counter(why).increment();
                client.execute(() -> {
                    rooms.forEach(room -> context.rooms().leave(room.taken(), null));
                    arrived(absence.pid(), null);
                    then.accept(null);
                });
            }
        });
    }

    /// Whoever is to be removed and might have come back starts over. Before all sessions are looked at.
    ///
    /// @return how many these are, and those who are on their way back
    int begin(Removal removal) {
        var begun = absences.begin(removal);
        forget(begun.forgotten());
        removal.over().thenRun(() -> absences.end(removal));
        return begun.forgotten().size() + begun.onTheWay();
    }

    /// What those hear, now or once they are back, who are no session now, but were one that clients know by this id.
    Set<Feed> feeds(String id) {
        return absences.feeds(id);
    }

    /// Forgets those who did not come back in time. About once a second.
    void tick() {
        forget(absences.tick(
                context.clock().millis(), context.rooms().keeping().window().toMillis()));
    }

    /// How many clients went on where they were.
    public long recovered() {
        return recovered.sum();
    }

    /// How many showed that they were here before, but not to a session that is kept.
    public long unknown() {
        return unknown.sum();
    }

    /// How many had to start over although their session was kept.
    public long gaps(Feed.Gap why) {
        return counter(why).sum();
    }

    /// How many sessions are kept for clients that may come back.
    public int absent() {
        return absences.size();
    }

    /// How much is remembered of sessions, those with a connection counted: nothing when all have gone for good.
    public int known() {
        return absences.known();
    }

    private LongAdder counter(Feed.Gap why) {
        return Objects.requireNonNull(gaps.get(why));
    }

    /// The session is found by others before it is no longer found here: nobody who looks in both misses it.
    private void goOn(
            Client client,
            Principal who,
            Feed next,
            Absence absence,
            List<Feed.Handover> rooms,
            Consumer<@Nullable Session> then) {
        Session session = null;
        try {
            session = goOn(client, who, next, absence, rooms);
            then.accept(session);
            context.whereabouts().back(absence.visit());
        } finally {
            arrived(absence.pid(), session);
        }
    }

    private void arrived(String pid, @Nullable Session session) {
        for (var removal : absences.arrived(pid)) {
            try {
                if (session != null && removal.concerns(session)) {
                    removal.remove(session);
                }
            } finally {
                removal.seenTo();
            }
        }
    }

    private Session goOn(Client client, Principal who, Feed next, Absence absence, List<Feed.Handover> rooms) {
        recovered.increment();
        var session = new Session(client, absence.id(), next, absence.pid(), who, absence.visit(), context);
        var now = context.clock().instant();
        var memberships = rooms.stream().map(Feed.Handover::taken).toList();
        session.reopen(
                memberships, absence.quota(), new Connected(absence.id(), who.userId(), who.organizationId(), now));
        context.streams().renewed(who);
        return session;
    }

    private void forget(List<Absence> gone) {
        for (var absence : gone) {
            for (Membership ghost : absence.ghosts()) {
                context.rooms().forget(ghost);
            }
        }
    }
}
