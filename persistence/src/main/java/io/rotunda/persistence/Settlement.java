package io.rotunda.persistence;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what a batch has of one kind to its end: everything is answered when [#settle] returns, whatever happens.
///
/// Things are stored first, and looked up only when the unique index says that one of them was stored before:
/// looking up each of them first costs a quarter more, and nearly all are new. Used by one lane's thread only.
///
/// @param <P> the kind
final class Settlement<P extends Pending<?, ?>> {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// Where one message came twice, more do: a client that comes back repeats all that it has. For this many
    /// batches everything is looked up first, which spares the statement that fails.
    private static final int SUSPICIOUS_BATCHES = 100;

    private final Keeper<P> keeper;
    private final LaneLink link;
    private final Runnable away;
    private final List<P> undecided = new ArrayList<>();
    private int suspicion;

    /// @param away called when the database cannot be reached
    Settlement(Keeper<P> keeper, LaneLink link, Runnable away) {
        this.keeper = keeper;
        this.link = link;
        this.away = away;
    }

    /// Answers all of this kind that are in the batch.
    ///
    /// @return false if something remained undecided: whatever is committed after it must wait for [#catchUp]
    boolean settle(List<Pending<?, ?>> batch, long deadline) {
        var ours = new ArrayList<P>(batch.size());
        for (var pending : batch) {
            if (keeper.kind().isInstance(pending)) {
                ours.add(keeper.kind().cast(pending));
            }
        }
        if (ours.isEmpty()) {
            return true;
        }
        suspicion = Math.max(0, suspicion - 1);
        try {
            boolean lookFirst = suspicion > 0;
            for (var portion : keeper.portions(ours)) {
                settle(portion, lookFirst, deadline);
                lookFirst = true;
            }
        } catch (RuntimeException | Error e) {
            link.drop();
            var id = Incident.log(LOG, "a batch could not be settled", e);
            giveUp(ours, new IllegalStateException("incident " + id));
        }
        return undecided.isEmpty();
    }

    /// Tells of what was kept although its senders could only be told that we did not know. Called before the next
    /// batch, so that each room hears of everything in order.
    ///
    /// @return false if it is still not known: to be called again
    boolean catchUp() {
        if (undecided.isEmpty()) {
            return true;
        }
        try {
            // What is not there yet may be committed a moment later, as long as a backend lives that was told to.
            if (!link.lostAreGone()) {
                return false;
            }
            keeper.tellKept(link.session(), undecided);
            undecided.clear();
            return true;
        } catch (SQLException _) {
            link.drop();
            return false;
        }
    }

    private void settle(List<P> items, boolean lookFirst, long deadline) {
        if (!undecided.isEmpty() || items.stream().anyMatch(one -> one.inDoubt() && one.outOfTurn())) {
            // A part of the batch stays undecided: what is committed now would be told before it.
            giveUp(items, new Unavailable("the database is away", RETRY_AFTER));
            return;
        }
        var open = inTurn(items);
        boolean look = lookFirst;
        boolean clashed = false;
        while (!open.isEmpty()) {
            boolean sent = false;
            try {
                var session = link.session();
                if (look) {
                    var rest = keeper.answerKept(session, open);
                    if (rest.size() < open.size() && open.stream().noneMatch(Pending::inDoubt)) {
                        suspicion = SUSPICIOUS_BATCHES;
                    }
                    if (clashed && rest.size() == open.size()) {
                        halve(open, "its id belongs to something else", deadline);
                        return;
                    }
                    open = rest;
                    look = false;
                } else {
                    sent = true;
                    open = keeper.commit(session, open);
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
                        if (sent) {
                            doubt(open);
                            look = true;
                        } else {
                            link.drop();
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
                    case TIMED_OUT -> {
                        link.drop();
                        open.forEach(Pending::timedOut);
                        if (over(deadline)
                                || open.size() == 1 && open.getFirst().tooSlow()) {
                            refuse(open, e);
                            return;
                        }
                        if (open.size() > 1) {
                            halve(open, Incident.describe(e), deadline);
                            return;
                        }
                    }
                    case REFUSED -> {
                        link.drop();
                        refuse(open, e);
                        return;
                    }
                    case OURS -> {
                        if (sent && !SqlFault.isAnswer(e)) {
                            doubt(open);
                        }
                        link.drop();
                        var id = Incident.log(LOG, "the database does not understand us", e);
                        giveUp(open, new IllegalStateException("incident " + id));
                        return;
                    }
                }
            } catch (RuntimeException | Error e) {
                if (sent) {
                    doubt(open); // no effect on those answered before
                }
                throw e;
            }
        }
    }

    /// Their statement was sent, and nobody said how it ended.
    private void doubt(List<P> items) {
        items.forEach(Pending::doubt);
        link.lose();
    }

    /// What came before these is answered, or among them: then it shares their fate.
    private List<P> inTurn(List<P> items) {
        var rest = new ArrayList<P>(items.size());
        for (var pending : items) {
            if (pending.outOfTurn()) {
                pending.fail(new Unavailable("what was sent before it was refused", RETRY_AFTER));
            } else {
                rest.add(pending);
            }
        }
        return rest;
    }

    /// Tries again with fewer, until the one that the database refuses, or is too slow with, is alone.
    private void halve(List<P> items, String reason, long deadline) {
        int half = items.size() / 2;
        if (half == 0) {
            items.getFirst().fail(new Unstorable(reason));
        } else {
            settle(items.subList(0, half), true, deadline);
            settle(items.subList(half, items.size()), true, deadline);
        }
    }

    /// Waits for the database as long as somebody's fate is open.
    private boolean reachable(List<P> items, long deadline) {
        while (!over(deadline)) {
            if (link.alive()) {
                return true;
            }
            away.run();
            if (items.stream().noneMatch(Pending::inDoubt)) {
                return false;
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
        return false;
    }

    private void refuse(List<P> items, SQLException cause) {
        giveUp(items, new Unavailable(Incident.describe(cause), RETRY_AFTER));
    }

    /// Answers those that were not answered before, and remembers those of them that may be kept.
    private void giveUp(List<P> items, RuntimeException why) {
        for (var pending : items) {
            if (pending.isAnswered()) {
                continue;
            }
            if (pending.inDoubt()) {
                undecided.add(pending);
                pending.fail(new Unavailable("it is not known whether it was kept", RETRY_AFTER));
            } else {
                pending.fail(why);
            }
        }
    }

    private static boolean over(long deadline) {
        return System.nanoTime() - deadline >= 0;
    }
}
