package io.rotunda.handlers;

import io.rotunda.rooms.Feed;
import io.rotunda.rooms.RoomId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The sessions that a client may come back to: those whose connection was lost, and those where that was not
/// noticed yet. Any thread.
final class Absences {
    static final int MAX_OF_A_USER = 50;

    /// A place in a room is what costs.
    static final int MAX_WEIGHT = 200_000;

    /// How long somebody who is back waits for the end of the old connection.
    private static final long PATIENCE_MS = 2_000;

    private static final int PID_BYTES = 15;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> present = new HashMap<>();
    private final Map<String, Waiting> waiting = new HashMap<>();

    /// The one that was lost first comes first.
    private final LinkedHashMap<String, Absence> absent = new LinkedHashMap<>();

    private final Map<RoomId.User, List<Absence>> ofUsers = new HashMap<>();
    private final Map<String, Absence> byId = new HashMap<>();

    /// Those who are on their way back, and what was decided about them meanwhile.
    private final Map<String, Returning> returning = new HashMap<>();

    /// Who is lost while one of these lasts was there when it began.
    private final Set<Removal> removals = new HashSet<>(0);

    private int weight;

    /// What a new client comes back with: it cannot be guessed, nor told from anything that others hear.
    String newPid() {
        var bytes = new byte[PID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    synchronized void opened(String pid, Session session) {
        present.put(pid, session);
    }

    /// The session is over; nobody may come back to it if `absence` is null.
    ///
    /// @return those who may not come back any more because there are too many, or they are to be removed
    List<Absence> closed(String pid, @Nullable Absence absence) {
        Waiting waited;
        List<Absence> tooMany;
        synchronized (this) {
            present.remove(pid);
            waited = waiting.remove(pid);
            tooMany = absence == null ? List.of() : mayNotComeBack(absence) ? List.of(absence) : add(absence);
        }
        if (waited != null) {
            waited.then.run();
        }
        return tooMany;
    }

    /// Has the old connection of somebody who is back closed, if it is not yet, and goes on when that is done.
    ///
    /// @param then on any thread; must not block
    void vacate(String pid, Principal who, long now, Runnable then) {
        Session old;
        @Nullable Waiting before = null;
        synchronized (this) {
            old = present.get(pid);
            if (old != null && old.user().equals(who.user())) {
                before = waiting.put(pid, new Waiting(then, now + PATIENCE_MS));
            } else {
                old = null;
            }
        }
        if (before != null) {
            before.then.run(); // the later one is the client; this one is as lost as the first
        }
        if (old == null) {
            then.run();
        } else {
            old.client().close();
        }
    }

    /// Takes what somebody comes back to, who is on the way until [#arrived]; null if there is nothing of this user's.
    synchronized @Nullable Absence take(String pid, Principal who) {
        var absence = absent.get(pid);
        if (absence == null || !absence.user().equals(who.user())) {
            return null;
        }
        remove(absence);
        returning.put(pid, new Returning(absence));
        return absence;
    }

    /// Who is on the way back will hear what is told there from now on.
    synchronized void goesOn(String pid, Feed next) {
        var returned = returning.get(pid);
        if (returned != null) {
            returned.next = next;
        }
    }

    /// What those hear, now or later, who were known by this id when they were lost.
    synchronized Set<Feed> feeds(String id) {
        var feeds = new HashSet<Feed>();
        var absence = byId.get(id);
        if (absence != null) {
            feeds.add(absence.feed());
        }
        for (var one : returning.values()) {
            if (one.absence.id().equals(id)) {
                feeds.add(one.absence.feed());
                if (one.next != null) {
                    feeds.add(one.next);
                }
            }
        }
        return feeds;
    }

    /// The one who came back is a session that others find, or never will be.
    ///
    /// @return what is to be done with it, if it is one; each is waiting for that
    synchronized List<Removal> arrived(String pid) {
        var returned = returning.remove(pid);
        return returned == null ? List.of() : returned.removals;
    }

    /// Forgets whom it is about, and waits for those who are on the way. To be followed by a look at all sessions:
    /// whoever is none yet is here, and whoever is none any more does not come back as long as it lasts.
    synchronized Begun begin(Removal removal) {
        removals.add(removal);
        int onTheWay = 0;
        for (var one : returning.values()) {
            if (removal.concerns(one.absence)) {
                removal.expect();
                one.removals.add(removal);
                onTheWay++;
            }
        }
        return new Begun(removeAll(removal::concerns), onTheWay);
    }

    /// @param forgotten who does not come back
    /// @param onTheWay how many are waited for
    record Begun(List<Absence> forgotten, int onTheWay) {}

    synchronized void end(Removal removal) {
        removals.remove(removal);
    }

    private boolean mayNotComeBack(Absence absence) {
        return removals.stream().anyMatch(removal -> removal.concerns(absence));
    }

    /// Those who did not come back in time. About once a second.
    List<Absence> tick(long now, long windowMs) {
        var impatient = new ArrayList<Waiting>();
        List<Absence> expired;
        synchronized (this) {
            expired = removeFirst(absence -> absence.since() + windowMs < now);
            waiting.values().removeIf(one -> one.until <= now && impatient.add(one));
        }
        impatient.forEach(one -> one.then.run());
        return expired;
    }

    /// How many sessions are kept for those who may come back.
    synchronized int size() {
        return absent.size();
    }

    /// How many sessions are here, with or without a connection, and who waits for one.
    synchronized int known() {
        return present.size() + absent.size() + waiting.size() + ofUsers.size() + returning.size() + byId.size();
    }

    private List<Absence> removeAll(Predicate<Absence> which) {
        var removed = absent.values().stream().filter(which).toList();
        removed.forEach(this::remove);
        return removed;
    }

    private List<Absence> add(Absence absence) {
        absent.put(absence.pid(), absence);
        byId.put(absence.id(), absence);
        var ofUser = ofUsers.computeIfAbsent(absence.user(), _ -> new ArrayList<>(1));
        ofUser.add(absence);
        weight += absence.weight();
        var tooMany = new ArrayList<Absence>();
        if (ofUser.size() > MAX_OF_A_USER) {
            var first = ofUser.getFirst();
            remove(first);
            tooMany.add(first);
        }
        tooMany.addAll(removeFirst(_ -> weight > MAX_WEIGHT));
        return tooMany;
    }

    private List<Absence> removeFirst(Predicate<Absence> which) {
        var removed = new ArrayList<Absence>();
        while (!absent.isEmpty()) {
            var first = absent.firstEntry().getValue();
            if (!which.test(first)) {
                break;
            }
            remove(first);
            removed.add(first);
        }
        return removed;
    }

    private void remove(Absence absence) {
        absent.remove(absence.pid());
        byId.remove(absence.id(), absence);
        weight -= absence.weight();
        ofUsers.computeIfPresent(absence.user(), (_, all) -> {
            all.remove(absence);
            return all.isEmpty() ? null : all;
        });
    }

    private record Waiting(Runnable then, long until) {}

    private static final class Returning {
        private final Absence absence;
        private final List<Removal> removals = new ArrayList<>(0);
        private @Nullable Feed next;

        Returning(Absence absence) {
            this.absence = absence;
        }
    }
}
