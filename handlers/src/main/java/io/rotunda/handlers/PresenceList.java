package io.rotunda.handlers;

import io.rotunda.rooms.Standing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `presence:list`: who of the organization is not offline. So many at a time, and no more bytes than a client
/// may have unsent: the next ones are asked for with `after`.
final class PresenceList implements Handler<PresenceList.Request> {
    static final int MAX_USERS = 500;

    /// One user without texts and names, and what one of their characters may become in JSON.
    private static final int FRAME_BYTES = 350;

    private static final int CHARACTER_BYTES = 6;

    private final InstantSource clock;
    private final int pageBytes;

    PresenceList(InstantSource clock, int pageBytes) {
        this.clock = clock;
        this.pageBytes = pageBytes;
    }

    @Override
    public Ack.Now handle(Session session, Request request) {
        session.heard(clock.instant()); // who asks is there
        var arrival = session.arrive(session.organizationRoom()); // what is told from here on comes after the list
        var there = session.colleaguesPresent(request.after(), MAX_USERS + 1);
        return Ack.of(Answer.of(there, pageBytes)).then(arrival::goLive);
    }

    private static List<PresenceUpdate.Announced> page(List<Standing> there, int pageBytes) {
        var users = new ArrayList<PresenceUpdate.Announced>(Math.min(there.size(), MAX_USERS));
        int weight = 0;
        for (var standing : there) {
            weight += FRAME_BYTES + CHARACTER_BYTES * characters(standing);
            if (users.size() == MAX_USERS || (weight > pageBytes && !users.isEmpty())) {
                break;
            }
            users.add(PresenceUpdate.Announced.of(standing));
        }
        return users;
    }

    private static int characters(Standing standing) {
        var shown = standing.shown();
        return standing.userName().length() + length(shown.customStatus()) + length(shown.statusText());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /// @param after the last user of the page before; null for the first page
    record Request(@Nullable String after) {
        static Request read(Fields fields) {
            return new Request(fields.optionalId("after"));
        }
    }

    /// @param users in the order of their ids
    record Answer(List<PresenceUpdate.Announced> users, boolean hasMore) implements Payload {
        /// @param there more of them than a page holds, if there are more
        static Answer of(List<Standing> there, int pageBytes) {
            var users = page(there, pageBytes);
            return new Answer(users, users.size() < there.size());
        }
    }
}
