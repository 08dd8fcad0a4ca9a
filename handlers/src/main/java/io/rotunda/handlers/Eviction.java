package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// Some may be in a room no longer.
final class Eviction extends Removal {
    private final RoomId.Timeline room;
    private final Predicate<Principal> whom;
    private final Predicate<Principal> still;

    /// @param whom asked of everybody who is here
    /// @param still asked of those again when they are about to be taken out of the room: they may have been let in
    ///     since. May block
    Eviction(RoomId.Timeline room, Predicate<Principal> whom, Predicate<Principal> still) {
        this.room = room;
        this.whom = whom;
        this.still = still;
    }

    RoomId.Timeline room() {
        return room;
    }

    @Override
    List<Session> among(Sessions sessions) {
        return StreamSupport.stream(sessions.spliterator(), false)
                .filter(this::concerns)
                .toList();
    }

    /// A socket that is just entering was let in before: its mailbox sees to this after that.
    @Override
    boolean concerns(Session session) {
        var who = session.principal();
        return Entry.reaches(who, room) && whom.test(who);
    }

    @Override
    boolean concerns(Absence absence) {
        return whom.test(absence.who()) && absence.isOf(room);
    }

    @Override
    void remove(Session session) {
        if (session.isIn(room) && isAbout(session.principal())) {
            session.takeOut(room);
        }
    }

    /// Whether it is about this one now. Blocks.
    boolean isAbout(Principal who) {
        try {
            return whom.test(who) && still.test(who);
        } catch (Unavailable _) {
            return true; // as far as anybody knows
        }
    }
}
