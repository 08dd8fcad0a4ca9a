package io.rotunda.rooms;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that one client is told, directly and in its rooms, in one order. It outlives the connection: when the
/// client comes back, what it missed is taken from here, if it can be proved that nothing else is missing.
public final class Feed {
    private static final long FOREIGN = -1;

    private final LaneLog log;
    private final RoomId.User user;

    // Everything below is touched on the lane only.
    private @Nullable Connection connection;
    private final Trail alone = new Trail();
    private long start;
    private long delivered;
    private long goneAt = Long.MAX_VALUE;
    private boolean broken;

    /// What the client showed when it came back: it shows it again if it is lost before it hears anything.
    private @Nullable Offset resumedFrom;

    private boolean resent;
    private @Nullable Feed successor;

    Feed(LaneLog log, Connection connection) {
        this.log = log;
        this.user = connection.user();
        this.connection = connection;
    }

    /// Whose it is.
    public RoomId.User user() {
        return user;
    }

    Lane lane() {
        return log.lane();
    }

    LaneLog log() {
        return log;
    }

    /// Tells this client alone, from any thread, after everything that it was told from this thread before. What
    /// comes after the client has gone, it is told when it is back.
    public void send(Frame frame) {
        lane().execute(() -> tell(frame));
    }

    /// The same if the client was not dealt with before.
    void sendOnce(Frame frame, Dealt dealt) {
        lane().execute(() -> {
            if (dealt.first(this)) {
                tell(frame);
            }
        });
    }

    /// Shows the client if it is here and was not dealt with before.
    void visit(Dealt dealt, Consumer<Connection> visitor) {
        lane().execute(() -> {
            if (dealt.first(this)) {
                visit(visitor);
            }
        });
    }

    void leaveOut(Dealt dealt) {
        lane().execute(() -> dealt.first(this));
    }

    /// On the lane.
    void visit(Consumer<Connection> visitor) {
        if (connection != null) {
            visitor.accept(connection);
        }
    }

    /// What this client alone was told, it is not told again: it may be of rooms that it does not reach any more. If
    /// it missed some of that, it starts over. Any thread.
    public void withhold() {
        lane().execute(() -> alone.forget(alone.newest()));
    }

    /// The connection has gone, or is going: nothing more is delivered to it. Any thread.
    public void gone() {
        lane().execute(() -> {
            connection = null;
            goneAt = log.position();
        });
    }

    /// Goes on as `next`, which was just opened: the client is back on another connection. Any thread, after
    /// [#gone] and after all its rooms were handed over.
    ///
    /// @param offset how far the client says that it has heard
    /// @param rooms what was handed over
    /// @param maxBytes what may be sent at once: a client that missed more starts over
    public void resume(Feed next, String offset, List<Handover> rooms, int maxBytes, Outcome outcome) {
        lane().execute(() -> {
            var heard = Offset.parse(offset);
            var missed = new Missed(maxBytes);
            var gap = Gap.FORGOTTEN; // also when it cannot be found out: whoever waits has to hear of it
            try {
                gap = heard == null ? Gap.OFFSET : collect(heard, rooms, missed);
            } finally {
                if (gap != null) {
                    outcome.gap(gap);
                }
            }
            if (gap == null && heard != null) {
                successor = next; // what is sent here after this, is sent there after what was missed
                var frames = missed.inOrder();
                next.lane().execute(() -> next.goOn(heard, frames, rooms, outcome));
            }
        });
    }

    void begin() {
        lane().execute(() -> {
            start = log.position();
            delivered = start;
        });
    }

    void tell(Frame frame) {
        if (successor != null) {
            successor.send(frame);
        } else {
            deliver(frame, log.direct(alone, frame));
        }
    }

    void deliver(Frame frame, long position) {
        if (connection != null) {
            delivered = position;
            connection.deliver(frame, position);
        }
    }

    /// Something is lost for good: this can never go on.
    void cut() {
        broken = true;
        if (connection != null) {
            connection.close();
        }
    }

    /// What a room told live up to there may not have arrived, and is not read from the room's trail any more.
    void unproved(long through) {
        alone.forget(through);
    }

    private void goOn(Offset heard, List<Frame> missed, List<Handover> rooms, Outcome outcome) {
        start = log.position();
        delivered = start;
        resumedFrom = heard;
        resent = !missed.isEmpty() && connection != null && connection.open();
        try {
            rooms.forEach(Handover::inherit);
            missed.forEach(this::tell);
        } catch (RuntimeException | Error failure) {
            cut();
            outcome.gap(Gap.FORGOTTEN);
            throw failure;
        }
        outcome.proved();
    }

    private @Nullable Gap collect(Offset heard, List<Handover> rooms, Missed missed) {
        if (resent && heard.equals(resumedFrom)) {
            return Gap.UNHEARD;
        }
        long from = after(heard);
        if (from == FOREIGN) {
            return Gap.OFFSET;
        }
        if (broken || !alone.complete(from, user)) {
            return Gap.FORGOTTEN;
        }
        alone.read(from, Long.MAX_VALUE, user, missed::add);
        for (var room : rooms) {
            if (!room.left().missed(from, missed)) {
                return Gap.FORGOTTEN;
            }
        }
        return missed.tooMuch() ? Gap.TOO_MUCH : null;
    }

    /// Behind which position the client was told what it has not heard. Who has heard all that was delivered, has
    /// heard all until the connection went.
    private long after(Offset heard) {
        if (heard.equals(resumedFrom)) {
            return start;
        }
        if (heard.lane() != lane().index() || heard.position() <= start || heard.position() > delivered) {
            return FOREIGN;
        }
        return heard.position() == delivered ? Math.min(goneAt, log.position()) : heard.position();
    }

    /// A place in a room that a client which has gone left to the one that came back.
    ///
    /// @param left what was told up to then
    /// @param taken what is told from then on
    public record Handover(Membership left, Membership taken) {
        private void inherit() {
            taken.inherit(left);
        }
    }

    /// What becomes of a client that comes back.
    public interface Outcome {

        /// Nothing is missing. On the lane of the new connection, right after it was sent what was missed.
        void proved();

        /// It cannot be proved that nothing is missing: the client starts over. On any lane.
        void gap(Gap why);
    }

    /// Why a client cannot go on where it was.
    public enum Gap {
        /// It shows an offset that is not one of its own.
        OFFSET,
        /// Some of what it missed is not kept any more, or never was.
        FORGOTTEN,
        /// It was sent what it missed once before, and does not know that it went on. Stock clients hold back
        /// what comes before the answer to their CONNECT, keep it when the connection breaks, and would hear
        /// it twice.
        UNHEARD,
        /// It missed more than can be sent to it at once.
        TOO_MUCH
    }
}
