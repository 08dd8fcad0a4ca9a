package io.rotunda.rooms;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which users are there, and how they appear to their organization. Any thread; never blocks.
///
/// A user who is there has one [Attendance], whatever the number of sockets. Everybody's last word about a
/// user is how it is: changes are made and told under one lock for each organization.
public final class Presence {
    private final Rooms rooms;
    private final Rules rules;
    private final InstantSource clock;
    private final Function<Standing, Frame> announcement;
    private final ConcurrentHashMap<String, Organization> organizations = new ConcurrentHashMap<>();

    /// @param announcement what `org:{organizationId}` is told of a user; called under a lock
    public Presence(Rooms rooms, Rules rules, InstantSource clock, Function<Standing, Frame> announcement) {
        this.rooms = rooms;
        this.rules = rules;
        this.clock = clock;
        this.announcement = announcement;
    }

    /// A socket of a user has come; the user is online if it is the first one, or is as before if the last
    /// one went not long ago. A new name is told with what is told of the user next. [Attendance#leave] once
    /// for each call.
    public Attendance enter(RoomId.User user, String userName) {
        while (true) {
            var organization =
                    organizations.computeIfAbsent(user.organizationId(), id -> new Organization(id, this, rules));
            var attendance = organization.enter(user.userId(), userName);
            if (attendance != null) {
                return attendance;
            }
            organizations.remove(user.organizationId(), organization); // its last user went just now
        }
    }

    /// Users who are not offline, in the order of their ids.
    ///
    /// @param after the id behind which to begin; null for the first one
    public List<Standing> present(String organizationId, @Nullable String after, int max) {
        var organization = organizations.get(organizationId);
        return organization == null ? List.of() : organization.present(after, max);
    }

    /// How a user appears who is there or was not long ago; null for anybody else.
    public @Nullable Standing standing(RoomId.User user) {
        var organization = organizations.get(user.organizationId());
        return organization == null ? null : organization.standing(user.userId());
    }

    /// Sees to those who have been gone or silent for too long. About once a second, from one thread. Looks
    /// at everybody, but takes a lock only for those who are due.
    public void tick() {
        long now = now().toEpochMilli();
        for (var organization : organizations.values()) {
            if (organization.tick(now)) {
                organizations.remove(organization.id(), organization);
            }
        }
    }

    /// How many organizations have somebody there.
    public int organizations() {
        return organizations.size();
    }

    Instant now() {
        return clock.instant();
    }

    void tell(String organizationId, Standing standing) {
        rooms.tell(new RoomId.Org(organizationId), announcement.apply(standing));
    }

    /// For whoever watches, whether or not the organization is told.
    void note(String organizationId, Standing standing) {
        if (rooms.watched()) {
            rooms.note(new RoomId.Org(organizationId), announcement.apply(standing));
        }
    }

    /// When users appear differently by themselves, and who hears of it.
    ///
    /// @param timeout a user from whom nothing is heard for so long is away
    /// @param grace a user whose last socket went is offline after so long
    /// @param audience while an organization has more users than this here, what becomes of them by itself is
    ///     not told, except that who was announced has gone; 0 for no bound
    public record Rules(Duration timeout, Duration grace, int audience) {
        public Rules {
            if (!timeout.isPositive() || grace.isNegative() || audience < 0) {
                throw new IllegalArgumentException("time and numbers of people are not negative");
            }
        }
    }
}
