package io.rotunda.rooms;

import java.time.Duration;
import java.util.function.UnaryOperator;

/// One user who is there, with any number of sockets, or was not long ago. Any thread.
public final class Attendance {
    private static final long HERE = Long.MIN_VALUE;

    private final Organization organization;

    // Guarded by the organization's lock; what is volatile is read without it.
    private volatile Standing standing;
    private Shown chosen = Shown.ONLINE;
    private int sockets = 1;
    private boolean told;
    private boolean announced;

    /// When the last socket went, or [#HERE].
    private volatile long goneAt = HERE;

    /// Whether nothing was heard for too long. Set before [#lastHeard] is read once more, and read after
    /// that was set: so a sign of life and the end of patience cannot miss each other.
    private volatile boolean silent;

    private volatile long lastHeard;

    Attendance(Organization organization, Standing standing, long now) {
        this.organization = organization;
        this.standing = standing;
        this.lastHeard = now;
    }

    /// Something came from one of the user's sockets: nearly always no more than noting the time.
    ///
    /// @param now in milliseconds since 1970
    public void heard(long now) {
        lastHeard = now;
        if (silent) {
            organization.returned(this);
        }
    }

    /// The user chooses how to appear; that is a sign of life too.
    ///
    /// @param change from what was chosen before; called under a lock
    public void choose(UnaryOperator<Shown> change) {
        organization.choose(this, change);
    }

    /// One of the user's sockets has gone.
    public void leave() {
        organization.leave(this);
    }

    /// A socket that comes is no sign of life, or who is away would be back whenever the network fails; but
    /// it has the whole time to send one.
    void socketCame(String userName, long now) {
        standing = new Standing(standing.userId(), userName, standing.shown(), standing.since());
        sockets++;
        goneAt = HERE;
        lastHeard = now;
    }

    void socketWent(long now) {
        if (--sockets == 0) {
            goneAt = now;
        }
    }

    /// Distances in time are absolute: a clock that was set back must not keep anybody here.
    boolean goneFor(Duration grace, long now) {
        long gone = goneAt;
        return gone != HERE && Math.abs(now - gone) >= grace.toMillis();
    }

    boolean silentFor(Duration timeout, long now) {
        return Math.abs(now - lastHeard) >= timeout.toMillis();
    }

    boolean newlySilentFor(Duration timeout, long now) {
        return !silent && goneAt == HERE && silentFor(timeout, now);
    }

    void chose(long now) {
        lastHeard = now;
        silent = false;
    }

    void silent(boolean nowSilent) {
        silent = nowSilent;
    }

    Standing standing() {
        return standing;
    }

    void standing(Standing next) {
        standing = next;
    }

    Shown chosen() {
        return chosen;
    }

    void chosen(Shown next) {
        chosen = next;
    }

    /// Whether the organization heard of the standing.
    boolean told() {
        return told;
    }

    void told(boolean nowTold) {
        told = nowTold;
        if (told) {
            announced = standing.shown().status() != Status.OFFLINE;
        }
    }

    /// Whether the last word that the organization heard of the user is that the user is there.
    boolean announced() {
        return announced;
    }
}
