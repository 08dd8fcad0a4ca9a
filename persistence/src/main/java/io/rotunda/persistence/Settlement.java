package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a batch to its end: every draft of it is answered when [#settle] returns, whatever happens.
///
/// Drafts are stored first, and looked up only when the unique index says that one of them was stored before:
/// looking up each of them first costs a quarter more, and nearly all are new. Used by one lane's thread only.
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// Where one draft came twice, more do: a client that comes back repeats all that it has. For this many
    /// batches drafts are looked up first, which spares the statement that fails.
    private static final int SUSPICIOUS_BATCHES = 100;

    private final LaneLink link;
    private final Duration giveUp;
    private final Runnable away;
    private final List<Pending> undecided = new ArrayList<>();
    private int suspicion;

    /// @param giveUp after this long a sender is told that we do not know: it is safe to send again
    /// @param away called when the database cannot be reached
    Settlement(LaneLink link, Duration giveUp, Runnable away) {
        this.link = link;
        this.giveUp = giveUp;
        this.away = away;
    }

    void settle(List<Pending> batch) {
        var firsts = new ArrayList<Pending>(batch.size());
        var repeats = new ArrayList<Pending>(0);
        var seen = new HashSet<Object>(4 * batch.size());
        for (var pending : batch) {
            (isNew(pending.draft(), seen) ? firsts : repeats).add(pending);
        }
        suspicion = Math.max(0, suspicion - 1);
        long deadline = System.nanoTime() + giveUp.toNanos();
        try {
            settle(firsts, suspicion > 0, deadline);
            settle(repeats, true, deadline);
        } catch (RuntimeException | Error e) {
            link.drop();
            var id = Incident.log(LOG, "a batch could not be settled", e);
            fail(batch, new IllegalStateException("incident " + id)); // no effect on those answered before
        }
    }

    /// Tells of messages that were kept although their senders could only be told that we did not know. Called
    /// before the next batch, so that each room hears of its messages in order.
    void catchUp() {
        if (undecided.isEmpty()) {
            return;
        }
        try {
            var stored = link.session().find().among(undecided);
            for (var pending : undecided) {
                var found = stored.get(pending);
                if (found != null && isSameMessage(pending, found)) {
                    pending.tell(found);
                }
            }
            undecided.clear();
        } catch (SQLException _) {
            link.drop(); // the lane comes back here when there is a connection again
        }
    }

    private void settle(List<Pending> drafts, boolean lookFirst, long deadline) {
        var open = drafts;
        boolean look = lookFirst;
        boolean clashed = false;
        while (!open.isEmpty()) {
            boolean sent = false;
            try {
                var session = link.session();
                if (look) {
                    var rest = answerStored(open, session.find().among(open));
                    if (clashed && rest.size() == open.size()) {
                        halve(open, "its id belongs to another message", deadline);
                        return;
                    }
                    open = rest;
                    look = false;
                } else {
                    sent = true;
                    open = answerPlaced(open, session.insert().commit(open));
                }
            } catch (SQLException e) {
                switch (SqlFault.of(e)) {
                    case DUPLICATE -> {
                        suspicion = SUSPICIOUS_BATCHES;
                        look = true;
                        clashed = true;
                    }
                    case POISON -> {
                        halve(open, Incident.describe(e), deadline);
                        return;
                    }
                    case LOST -> {
                        link.drop();
                        if (sent) {
                            open.forEach(Pending::doubt);
                            look = true;
                        }
                        if (!reachable(open, deadline)) {
                            refuse(open, e);
                            return;
                        }
                    }
                    case GIVEN_UP -> {
                        link.drop();
                        if (over(deadline)) {
                            refuse(open, e);
                            return;
                        }
                        LockSupport.parkNanos(RETRY.toNanos());
                    }
                    case REFUSED -> {
                        link.drop();
                        refuse(open, e);
                        return;
                    }
                    case OURS -> {
                        link.drop();
                        var id = Incident.log(LOG, "the database does not understand us", e);
                        fail(open, new IllegalStateException("incident " + id));
                        return;
                    }
                }
            }
        }
    }

    /// Answers those that have a place, and returns the others: their room was deleted meanwhile.
    private static List<Pending> answerPlaced(List<Pending> drafts, List<InsertBatch.@Nullable Place> places) {
        var rest = new ArrayList<Pending>(0);
        for (int i = 0; i < drafts.size(); i++) {
            var place = places.get(i);
            if (place == null) {
                rest.add(drafts.get(i));
            } else {
                drafts.get(i).committed(place.seq(), place.at());
            }
        }
        return rest;
    }

    private List<Pending> answerStored(List<Pending> drafts, Map<Pending, Message> stored) {
        var rest = new ArrayList<Pending>(drafts.size());
        for (var pending : drafts) {
            var found = stored.get(pending);
            if (found == null) {
                rest.add(pending);
            } else if (pending.inDoubt()
                    && found.draft().id().equals(pending.draft().id())) {
                pending.committed(found); // it was our own statement, and it had been committed
            } else {
                suspicion = SUSPICIOUS_BATCHES;
                pending.repeats(found);
            }
        }
        return rest;
    }

    /// Tries again with fewer, until the one that the database refuses is alone.
    private void halve(List<Pending> drafts, String reason, long deadline) {
        int half = drafts.size() / 2;
        if (half == 0) {
            drafts.getFirst().fail(new Unstorable(reason));
        } else {
            settle(drafts.subList(0, half), true, deadline);
            settle(drafts.subList(half, drafts.size()), true, deadline);
        }
    }

    /// Waits for the database as long as somebody's fate is open.
    private boolean reachable(List<Pending> drafts, long deadline) {
        while (!over(deadline)) {
            if (link.alive()) {
                return true;
            }
            away.run();
            if (drafts.stream().noneMatch(Pending::inDoubt)) {
                return false;
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
        return false;
    }

    private void refuse(List<Pending> drafts, SQLException cause) {
        fail(drafts, new Unavailable(Incident.describe(cause), RETRY_AFTER));
        drafts.stream().filter(Pending::inDoubt).forEach(undecided::add);
    }

    private static void fail(List<Pending> drafts, RuntimeException reason) {
        for (var pending : drafts) {
            pending.fail(reason);
        }
    }

    private static boolean isSameMessage(Pending pending, Message stored) {
        return stored.draft().id().equals(pending.draft().id());
    }

    private static boolean over(long deadline) {
        return System.nanoTime() - deadline >= 0;
    }

    /// Whether neither the draft's id nor its `optimisticId` came before in this batch.
    private static boolean isNew(Draft draft, Set<Object> seen) {
        var optimisticId = draft.optimisticId();
        return seen.add(draft.id())
                && (optimisticId == null || seen.add(new Once(draft.room(), draft.userId(), optimisticId)));
    }

    private record Once(RoomId.Timeline room, String userId, String optimisticId) {}
}
