package io.rotunda.handlers;

import io.rotunda.rooms.Membership;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A socket on its way into a room. It is a member already, but what it is told waits until it was
/// sent the log; if it never comes to that, the arrival is undone by [Session#settle].
final class Arrival {
    private final Membership membership;
    private final boolean fresh;
    private final Streams streams;
    private final Consumer<@Nullable Replay> wentLive;
    private boolean live;

    /// @param fresh whether the socket was not in the room before
    /// @param wentLive hears what the socket was sent before it went live; null for nothing
    Arrival(Membership membership, boolean fresh, Streams streams, Consumer<@Nullable Replay> wentLive) {
        this.membership = membership;
        this.fresh = fresh;
        this.streams = streams;
        this.wentLive = wentLive;
    }

    /// Announces the user to the others, if this is the user's first socket in the room.
    void appear(Principal who, Outgoing announcement) {
        if (fresh) {
            membership.appear(who.userName(), announcement.frame());
        }
    }

    /// How many users are in the room, this one counted; the others as of when [Session#arrive] was called,
    /// because who comes and goes after that is announced after the answer, and counted then.
    int users() {
        return membership.companions() + 1;
    }

    /// Lets live events flow, after the replay was sent; durable ones only if it was the last page. A socket that
    /// was live before is owed every event that the replay did not hold; one that is new starts where it ended.
    void goLive(Replay replay) {
        if (fresh) {
            membership.sent(1, replay.through());
        } else {
            replay.stretches().forEach(sent -> membership.sent(sent.from(), sent.through()));
        }
        if (replay.hasMore()) {
            goLive(() -> membership.goLiveUntil(replay.through()));
        } else {
            goLive(membership::goLive);
        }
        wentLive.accept(replay);
    }

    /// Lets live events flow where nothing is replayed: all that was told since [Session#arrive].
    void goLive() {
        goLive(membership::goLive);
        wentLive.accept(null);
    }

    /// Lets live events flow again for a client that was in the room and caught up with nothing: of what is
    /// being written it is told only if it missed some of that meanwhile.
    void resume() {
        live = true;
        streams.resume(membership);
    }

    private void goLive(Runnable goingLive) {
        live = true;
        streams.goLive(membership, goingLive);
    }

    boolean live() {
        return live;
    }

    boolean fresh() {
        return fresh;
    }

    Membership membership() {
        return membership;
    }
}
