package io.rotunda.handlers;

import io.rotunda.persistence.Timelines;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Who is on the lists of rooms, and what follows for those who are in the rooms: whoever may no longer enter one is
/// taken out of it. What is returned is completed when that has happened. Blocks.
final class Roster {
    private final Timelines timelines;
    private final Context context;
    private final Sessions sessions;
    private final Recovery recovery;

    Roster(Timelines timelines, Context context, Sessions sessions, Recovery recovery) {
        this.timelines = timelines;
        this.context = context;
        this.sessions = sessions;
        this.recovery = recovery;
    }

    /// The members; empty if everybody of the tenant may enter.
    Optional<List<String>> members(RoomId.Timeline room) {
        return timelines.members(room);
    }

    /// Makes the room exist, open to everybody of its tenant; does nothing if it exists.
    void create(RoomId.Timeline room) {
        timelines.create(room);
    }

    /// Gives the room this list instead of any other.
    CompletableFuture<Void> restrict(RoomId.Timeline room, Set<String> userIds) {
        timelines.restrict(room, userIds);
        return takeOut(room, others(userIds));
    }

    /// Takes the list away; the room exists then.
    void open(RoomId.Timeline room) {
        timelines.create(room);
        timelines.open(room);
    }

    /// Puts a user on the list. A room without one has it from then on, so it is closed to everybody else.
    ///
    /// @throws Rejected if there is no such room
    CompletableFuture<Void> add(RoomId.Timeline room, String userId) {
        boolean wasOpen = timelines.members(room).isEmpty();
        if (!timelines.add(room, userId)) {
            throw Entry.noSuchRoom();
        }
        return wasOpen ? takeOut(room, others(Set.of(userId))) : CompletableFuture.completedFuture(null);
    }

    /// Takes a user off the list, and every socket of that user out of the room.
    ///
    /// @throws Rejected if there is no such room
    Removal remove(RoomId.Timeline room, String userId) {
        context.entry().requireThere(room);
        boolean removed = timelines.remove(room, userId);
        return new Removal(removed, takeOut(room, who -> who.userId().equals(userId)));
    }

    /// Whether somebody was on a list who no longer is.
    record Removal(boolean removed, CompletableFuture<Void> done) {}

    /// Closes the room to everybody, before [#delete].
    CompletableFuture<Void> close(RoomId.Timeline room) {
        context.entry().requireThere(room);
        timelines.restrict(room, Set.of());
        context.streamEnds().abandon(room);
        return takeOut(room, _ -> true);
    }

    /// Deletes a room that nobody is in any more.
    void delete(RoomId.Timeline room) {
        timelines.delete(room);
        context.recent().forget(room);
    }

    private static Predicate<Principal> others(Set<String> userIds) {
        return who -> who.role() != Role.ADMIN && !userIds.contains(who.userId());
    }

    /// A socket that is just entering was let in before the list was changed: its mailbox does this after that.
    private CompletableFuture<Void> takeOut(RoomId.Timeline room, Predicate<Principal> whom) {
        var eviction = new Eviction(room, whom);
        recovery.begin(eviction);
        try {
            for (var session : sessions) {
                if (eviction.concerns(session.principal())) {
                    takeOut(session, eviction);
                    context.streams().forsake(session.user(), room);
                }
            }
        } finally {
            eviction.seenTo();
        }
        return eviction.over();
    }

    private static void takeOut(Session session, Eviction eviction) {
        eviction.expect();
        session.client().execute(() -> {
            try {
                session.takeOut(eviction.room());
            } finally {
                eviction.seenTo();
            }
        });
    }
}
