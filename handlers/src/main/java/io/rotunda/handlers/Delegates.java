package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// Lets back ends speak as users.
final class Delegates {
    private final Context context;
    private final Sessions sessions;

    Delegates(Context context, Sessions sessions) {
        this.context = context;
        this.sessions = sessions;
    }

    /// A member of the room's tenant.
    Speaker speaker(SpokenFor who, RoomId.Timeline room) {
        return new Proxy(who.principal(room, Role.MEMBER), context, sessions);
    }

    /// The same as one who may do what admins may.
    Speaker admin(SpokenFor who, RoomId.Timeline room) {
        return new Proxy(who.principal(room, Role.ADMIN), context, sessions);
    }

    /// Returns if whoever makes the call may read the room: its members, and back ends.
    void requireReadable(Caller caller, RoomId.Timeline room) {
        var user = caller.user();
        if (user == null) {
            context.entry().requireThere(room);
        } else {
            context.entry().check(user, room);
        }
    }
}
