package io.rotunda.rooms;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was told lately to one room on one lane, or to one client alone, and how much of it is forgotten.
/// Touched on the lane only.
final class Trail {
    private @Nullable Told first;
    private @Nullable Told last;

    /// The last position that is forgotten, and who was not told it.
    private long forgotten;

    private RoomId.@Nullable User forgottenExcept;

    /// The last forgotten one that somebody else was not told: what a user was never told is no gap for that user.
    private long forgottenBefore;

    void add(Told told) {
        if (last == null) {
            first = told;
        } else {
            last.nextOnTrail = told;
            told.previousOnTrail = last;
        }
        last = told;
    }

    /// Forgets the first one, which is the oldest of the lane too.
    void drop() {
        var dropped = first;
        if (dropped == null) {
            return;
        }
        first = dropped.nextOnTrail;
        if (first == null) {
            last = null;
        } else {
            first.previousOnTrail = null;
        }
        forget(dropped.position, dropped.except);
    }

    /// Of what was told up to there, nothing is certain.
    void forget(long through) {
        forget(through, null);
    }

    private void forget(long position, RoomId.@Nullable User except) {
        if (position <= forgotten) {
            return;
        }
        if (forgotten > 0 && !same(except, forgottenExcept)) {
            forgottenBefore = forgotten;
        }
        forgotten = position;
        forgottenExcept = except;
    }

    /// Whether everything that the user was told after this position is still here.
    boolean complete(long after, RoomId.User user) {
        return (user.equals(forgottenExcept) ? forgottenBefore : forgotten) <= after;
    }

    /// Passes on what the user was told after `after`, up to and including `through`, the newest first: what was
    /// told before, however much it is, is not looked at.
    ///
    /// @param reader false when it has enough
    void read(long after, long through, RoomId.User user, Predicate<Told> reader) {
        for (var told = last; told != null && told.position > after; told = told.previousOnTrail) {
            if (told.position <= through && !user.equals(told.except) && !reader.test(told)) {
                return;
            }
        }
    }

    /// The position of what was told last.
    long newest() {
        return last == null ? forgotten : Math.max(forgotten, last.position);
    }

    private static boolean same(RoomId.@Nullable User one, RoomId.@Nullable User other) {
        return one == null ? other == null : one.equals(other);
    }
}
