package io.rotunda.handlers;

import io.rotunda.persistence.Timelines;
import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/// Who is on the lists of rooms, and what follows for those who are in the rooms: whoever may no longer enter one is
/// taken out of it. What is returned is completed when that has happened. Blocks.
final class Roster {
    private final Timelines timelines;
    private final Context context;
    private final Sessions sessions;
    private final Recovery recovery;
    private final Executor background;

    /// @param background runs what follows when all are out, and may block: not on their mailboxes
    Roster(Timelines timelines, Context context, Sessions sessions, Recovery recovery, Executor background) {
        this.background = background;
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
        return takeOut(room, strangers(room));
    }

    /// Takes the list away; the room exists then.
    void open(RoomId.Timeline room) {
        timelines.create(room);
        timelines.open(room);
    }

    /// Puts a user on the list. A room without one has it from then on, so it is closed to everybody else.
    ///
    /// @throws Rejected if there is no such room, or its list is full
    CompletableFuture<Void> add(RoomId.Timeline room, String userId) {
        boolean wasOpen = timelines.standing(room, userId) == Standing.OPEN;
        switch (timelines.add(room, userId, Members.MOST)) {
            case THERE -> {}
            case NO_SUCH_ROOM -> throw Entry.noSuchRoom();
            case FULL ->
                throw new Rejected(ErrorCode.CONFLICT, "userId: the list has " + Members.MOST + " members already");
        }
        return wasOpen ? takeOut(room, strangers(room)) : CompletableFuture.completedFuture(null);
    }

    /// Takes a user off the list, and every socket of that user out of the room.
    ///
    /// @throws Rejected if there is no such room
    Removal remove(RoomId.Timeline room, String userId) {
        context.entry().requireThere(room);
        boolean removed = timelines.remove(room, userId);
        boolean thereAgain = timelines.standing(room, userId) == Standing.MEMBER;
        return new Removal(
                removed, takeOut(room, who -> !thereAgain && who.userId().equals(userId)));
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
        context.recent().delete(room, () -> timelines.delete(room));
    }

    /// Whom the list leaves out as it is now: others may have changed it since.
    private Predicate<Principal> strangers(RoomId.Timeline room) {
        var members = timelines.members(room).map(Set::copyOf);
        return who -> members.isPresent()
                && who.role() != Role.ADMIN
                && !members.get().contains(who.userId());
    }

    /// A socket that is just entering was let in before the list was changed: its mailbox does this after that. So is
    /// one that is just beginning to write: its streams are looked for again.
    private CompletableFuture<Void> takeOut(RoomId.Timeline room, Predicate<Principal> whom) {
        var eviction = new Eviction(room, whom);
        recovery.begin(eviction);
        try {
            for (var session : sessions) {
                if (eviction.concerns(session.principal())) {
                    takeOut(session, eviction);
                }
            }
        } finally {
            eviction.seenTo();
        }
        context.streams().forsake(room, whom);
        return eviction.over().thenRunAsync(() -> context.streams().forsake(room, whom), background);
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
