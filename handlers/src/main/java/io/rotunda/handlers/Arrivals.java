package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Membership;
import io.rotunda.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// How one socket comes into its rooms: into one at a time, in an event of its own. On its mailbox only.
final class Arrivals {
    private static final int MAX_ROOMS = 500;

    private final Client client;
    private final Places places;
    private final Context context;
    private @Nullable Arrival current;
    private @Nullable Turn turn;

    Arrivals(Client client, Places places, Context context) {
        this.client = client;
        this.places = places;
        this.context = context;
    }

    /// Enters a room, or catches up in one that the socket is in.
    Arrival begin(RoomId room, Principal who) {
        var known = places.find(room);
        if (known != null) {
            known.park();
        } else if (places.count() >= MAX_ROOMS) {
            throw new Rejected(ErrorCode.FORBIDDEN, "a socket may be in at most " + MAX_ROOMS + " rooms");
        } else {
            context.entry().checkOrCreate(who, room);
        }
        var membership = known == null ? places.enter(room) : known;
        var arriving =
                new Arrival(membership, known == null, context.streams(), replay -> wentLive(membership, replay));
        current = arriving;
        return arriving;
    }

    /// The same when its turn comes; that lasts until [#settle].
    ///
    /// @param room one with a log
    /// @throws Unavailable if too many came before it, or the client has gone meanwhile
    Arrival beginInTurn(RoomId room, Principal who) {
        turn = context.gates().reading().enter(client);
        return begin(room, who);
    }

    /// Catches up in a room that the socket is in, if it need not wait for its turn; that lasts until [#settle].
    ///
    /// @return null if it has to wait, or is not in the room
    @Nullable
    Arrival beginNow(RoomId room, Principal who) {
        if (!places.has(room)) {
            return null;
        }
        turn = context.gates().reading().enterNow(client);
        return turn == null ? null : begin(room, who);
    }

    private void wentLive(Membership membership, @Nullable Replay replay) {
        if (replay != null) {
            context.replays().add(replay);
        }
        places.wentLive(membership, replay);
    }

    /// Undoes an arrival that something came in the way of, and lets the next one in. After every event.
    void settle(Principal who) {
        var arriving = current;
        current = null;
        try (var _ = turn) {
            turn = null;
            if (arriving == null || arriving.live()) {
                return;
            }
            if (arriving.fresh()) {
                places.leave(arriving.membership().inRoom().id(), who, Leaving.LEFT);
            } else {
                arriving.resume();
            }
        }
    }
}
