package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The users of one organization who are there. Changed and told under its lock, so that what is heard of
/// a user comes in the order in which it happened; walked without it.
final class Organization {
    private final String id;
    private final Presence presence;
    private final Presence.Rules rules;

    /// In the order of their ids, so that they can be listed piece by piece.
    private final ConcurrentSkipListMap<String, Attendance> users = new ConcurrentSkipListMap<>();

    /// How many those are: such a map would have to count.
    private int size;

    private volatile boolean abandoned;

    Organization(String id, Presence presence, Presence.Rules rules) {
        this.id = id;
        this.presence = presence;
        this.rules = rules;
    }

    String id() {
        return id;
    }

    /// Returns null if the last user went meanwhile: take a fresh one.
    synchronized @Nullable Attendance enter(String userId, String userName) {
        if (abandoned) {
            return null;
        }
        var now = presence.now();
        var known = users.get(userId);
        if (known != null) {
            known.socketCame(userName, now.toEpochMilli());
            return known;
        }
        var standing = new Standing(userId, userName, Shown.ONLINE, now);
        var attendance = new Attendance(this, standing, now.toEpochMilli());
        users.put(userId, attendance);
        size++;
        presence.note(id, standing);
        attendance.told(tellIf(smallEnough(), standing));
        return attendance;
    }

    synchronized void leave(Attendance user) {
        user.socketWent(presence.now().toEpochMilli());
    }

    /// Whoever chooses is heard: otherwise a tick between this and [Attendance#heard] would find the user
    /// silent.
    synchronized void choose(Attendance user, UnaryOperator<Shown> change) {
        user.chose(presence.now().toEpochMilli());
        user.chosen(change.apply(user.chosen()));
        show(user, user.chosen(), true);
    }

    synchronized void returned(Attendance user) {
        user.silent(false);
        show(user, user.chosen(), false);
    }

    @Nullable
    Standing standing(String userId) {
        var user = users.get(userId);
        return user == null ? null : user.standing();
    }

    List<Standing> present(@Nullable String after, int max) {
        var there = new ArrayList<Standing>();
        for (var user : (after == null ? users : users.tailMap(after, false)).values()) {
            if (there.size() == max) {
                break;
            }
            if (user.standing().shown().status() != Status.OFFLINE) {
                there.add(user.standing());
            }
        }
        return there;
    }

    /// Returns whether nobody is left.
    boolean tick(long now) {
        for (var user : users.values()) {
            if (user.goneFor(rules.grace(), now) || user.newlySilentFor(rules.timeout(), now)) {
                attend(user, now);
            }
        }
        return abandoned;
    }

    private synchronized void attend(Attendance user, long now) {
        if (user.goneFor(rules.grace(), now)) {
            remove(user);
        } else if (user.newlySilentFor(rules.timeout(), now)) {
            user.silent(true);
            if (user.silentFor(rules.timeout(), now)) {
                show(user, user.chosen().whileSilent(), false);
            } else {
                user.silent(false); // heard meanwhile, by somebody who could not see yet that it made a difference
            }
        }
    }

    /// Who appeared to be offline goes without a word.
    private void remove(Attendance user) {
        users.remove(user.standing().userId());
        if (user.standing().shown().status() != Status.OFFLINE) {
            show(user, Shown.OFFLINE, false);
        }
        abandoned = --size == 0;
    }

    /// What a user chose is told however many there are, and even if it is as before, when nobody heard of
    /// it. That an announced user has gone is told too: nothing else would ever take that word back.
    private void show(Attendance user, Shown next, boolean chosen) {
        var before = user.standing();
        boolean same = before.shown().equals(next);
        if (same && (user.told() || !chosen)) {
            return;
        }
        var standing = same ? before : new Standing(before.userId(), before.userName(), next, presence.now());
        user.standing(standing);
        if (!same) {
            presence.note(id, standing);
        }
        boolean takenBack = user.announced() && next.status() == Status.OFFLINE;
        user.told(tellIf(chosen || takenBack || smallEnough(), standing));
    }

    private boolean tellIf(boolean wanted, Standing standing) {
        if (wanted) {
            presence.tell(id, standing);
        }
        return wanted;
    }

    private boolean smallEnough() {
        return rules.audience() == 0 || size <= rules.audience();
    }
}
