package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Some may be in a room no longer. It lasts until all who were there, or were coming back to it, are out. Any thread.
final class Eviction {
    private final RoomId.Timeline room;
    private final Predicate<Principal> whom;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /// Who is still to be seen to; one for whoever looks for them.
    private final AtomicInteger left = new AtomicInteger(1);

    Eviction(RoomId.Timeline room, Predicate<Principal> whom) {
        this.room = room;
        this.whom = whom;
    }

    RoomId.Timeline room() {
        return room;
    }

    /// Whether it is about this one, if in the room.
    boolean concerns(Principal who) {
        return Entry.reaches(who, room) && whom.test(who);
    }

    /// Whether it is about one who may come back.
    boolean concerns(Absence absence) {
        return whom.test(absence.who()) && absence.isOf(room);
    }

    /// It lasts until [#seenTo] was called once more.
    void expect() {
        left.incrementAndGet();
    }

    void seenTo() {
        if (left.decrementAndGet() == 0) {
            over.complete(null);
        }
    }

    /// Completed when nobody whom it is about is in the room, or comes back to it.
    CompletableFuture<Void> over() {
        return over;
    }
}
