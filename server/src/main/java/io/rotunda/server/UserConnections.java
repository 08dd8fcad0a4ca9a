package io.rotunda.server;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Tokens;
import io.rotunda.rooms.RoomId;
import java.util.concurrent.ConcurrentHashMap;

/// How many sockets each user has, and may have. Any thread.
final class UserConnections {
    private final int max;
    private final ConcurrentHashMap<RoomId.User, Integer> taken = new ConcurrentHashMap<>();

    /// @param max 0 for any number
    UserConnections(int max) {
        this.max = max;
    }

    /// Counts one more socket of a user, until its slot is freed.
    ///
    /// @throws Tokens.Refused if the user has as many as there may be
    Slot take(Principal principal) throws Tokens.Refused {
        if (max == 0) {
            return () -> {};
        }
        var user = principal.user();
        var before = new int[1];
        taken.compute(user, (_, count) -> {
            before[0] = count == null ? 0 : count;
            return Math.min(max, before[0] + 1);
        });
        if (before[0] == max) {
            throw new Tokens.Refused(
                    Tokens.Reason.OVERLOADED, "this user has " + max + " connections already: close one first");
        }
        return () -> free(user);
    }

    /// How many users have a socket.
    int users() {
        return taken.size();
    }

    private void free(RoomId.User user) {
        taken.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }

    /// One socket's place among those of its user.
    @FunctionalInterface
    interface Slot {

        /// Gives it back; once.
        void free();
    }
}
