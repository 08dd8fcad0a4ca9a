package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Selection;
import java.time.Duration;

/// A user for whom a back end speaks, connected or not. What the user may do is checked as if a client had said it.
final class Proxy extends Speaker {
    /// More than a client's: a bot answers many at once.
    private static final int MAX_STREAMS = 100;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Principal principal;
    private final Context context;
    private final Sessions sessions;

    Proxy(Principal principal, Context context, Sessions sessions) {
        this.principal = principal;
        this.context = context;
        this.sessions = sessions;
    }

    @Override
    Principal principal() {
        return principal;
    }

    @Override
    RoomId.User user() {
        return principal.user();
    }

    @Override
    Audience room(RoomId room) {
        context.entry().check(principal, room);
        return audience(room);
    }

    @Override
    Audience roomOrNew(RoomId room) {
        context.entry().checkOrCreate(principal, room);
        return audience(room);
    }

    /// On each socket of the user, of which most users that back ends speak for have none.
    @Override
    void stopTyping(RoomId.Timeline room) {
        context.rooms().visit(Selection.of(user()), connection -> {
            var session = sessions.find(connection.id());
            if (session != null) {
                session.client().execute(() -> session.stopTyping(room));
            }
        });
    }

    @Override
    int maxStreams() {
        return MAX_STREAMS;
    }

    @Override
    Rejected tooManyStreams() {
        return Rejected.tooMany("a user may have at most " + MAX_STREAMS + " streams open", RETRY_AFTER);
    }

    /// The back end is answered instead.
    @Override
    void send(Outgoing event) {}

    private Audience audience(RoomId room) {
        return new Audience(context.rooms(), room, user());
    }
}
