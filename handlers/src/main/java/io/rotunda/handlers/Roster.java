package io.rotunda.handlers;

import io.rotunda.persistence.SharedReads;
import io.rotunda.persistence.Timelines;
import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Who is on the lists of rooms, and what follows for those who are in the rooms: whoever may no longer enter one is
/// taken out of it. What is returned is completed when that has happened. Blocks.
final class Roster {
    private final Timelines timelines;
    private final Context context;
    private final Sessions sessions;
    private final Recovery recovery;
    private final Executor background;
    private final SharedReads lists = new SharedReads();

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

    /// Makes the room exist, and gives it this list instead of any other, or takes its list away; a new room about
    /// whose list nothing is said is open to everybody of its tenant.
    CompletableFuture<Void> put(RoomId.Timeline room, Members members) {
        if (members.userIds() != null) {
            timelines.restrict(room, members.set());
            return takeOutStrangers(room);
        }
        timelines.create(room);
        if (members.given()) {
            timelines.open(room);
        }
        return CompletableFuture.completedFuture(null);
    }

    /// Puts a user on the list. A room without one has it from then on, so it is closed to everybody else.
    ///
    /// @throws Rejected if there is no such room, or its list is full
    CompletableFuture<Void> add(RoomId.Timeline room, String userId) {
        return switch (timelines.add(room, userId, Members.MOST)) {
            case THERE -> CompletableFuture.completedFuture(null);
            case CLOSED -> takeOutStrangers(room);
            case NO_SUCH_ROOM -> throw Entry.noSuchRoom();
            case FULL ->
                throw new Rejected(ErrorCode.CONFLICT, "userId: the list has " + Members.MOST + " members already");
        };
    }

    /// Takes a user off the list, and every socket of that user out of the room.
    ///
    /// @throws Rejected if there is no such room
    Removed remove(RoomId.Timeline room, String userId) {
        context.entry().requireThere(room);
        boolean removed = timelines.remove(room, userId);
        var eviction = new Eviction(
                room,
                who -> who.userId().equals(userId),
                _ -> timelines.standing(room, userId) != Standing.MEMBER); // put on it again, by another call
        return new Removed(removed, takeOut(eviction));
    }

    /// Whether somebody was on a list who no longer is.
    record Removed(boolean removed, CompletableFuture<Void> done) {}

    /// Closes the room to everybody, admins too, until [#delete], which has to follow.
    CompletableFuture<Void> close(RoomId.Timeline room) {
        context.entry().requireThere(room);
        context.entry().bar(room);
        try {
            timelines.restrict(room, Set.of());
            context.streamEnds().abandon(room);
            return takeOut(new Eviction(room, _ -> true, _ -> true));
        } catch (RuntimeException | Error failure) {
            context.entry().unbar(room);
            throw failure;
        }
    }

    /// Deletes a room that nobody is in any more.
    void delete(RoomId.Timeline room) {
        try {
            context.recent().delete(room, () -> timelines.delete(room));
            sessions.forEach(session -> session.visit().erase(room));
            context.whereabouts().erase(room);
        } finally {
            context.entry().unbar(room);
        }
    }

    /// Whom the list leaves out as it is now, and still does when it comes to that: others may change it at any time.
    private CompletableFuture<Void> takeOutStrangers(RoomId.Timeline room) {
        var now = list(room);
        return takeOut(new Eviction(
                room,
                who -> leavesOut(now, who),
                who -> leavesOut(lists.read(room, () -> list(room)), who))); // many ask at once
    }

    private Optional<Set<String>> list(RoomId.Timeline room) {
        return timelines.members(room).map(Set::copyOf);
    }

    private static boolean leavesOut(Optional<Set<String>> list, Principal who) {
        return list.isPresent() && who.role() != Role.ADMIN && !list.get().contains(who.userId());
    }

    /// One who was just beginning to write was let in before: streams are looked for again.
    private CompletableFuture<Void> takeOut(Eviction eviction) {
        eviction.begin(sessions, recovery);
        forsake(eviction);
        return eviction.over().thenRunAsync(() -> forsake(eviction), background);
    }

    private void forsake(Eviction eviction) {
        context.streams().forsake(eviction.room(), eviction::isAbout);
    }
}
