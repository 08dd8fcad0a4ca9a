package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// A user for whom a back end speaks, connected or not. What the user may do is checked as if a client had said it.
final class Proxy extends Speaker {
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
        if (context.rooms().occupied(user())) {
            for (var session : sessions.of(user())) {
                session.client().execute(() -> session.stopTyping(room));
            }
        }
    }

    /// The back end is answered instead.
    @Override
    void send(Outgoing event) {}

    private Audience audience(RoomId room) {
        return new Audience(context.rooms(), room, user());
    }
}
