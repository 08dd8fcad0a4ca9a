package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.Arrays;

/// A lock for each user; a few users share one.
final class UserLocks {
    private final Object[] locks = new Object[64];

    UserLocks() {
        Arrays.setAll(locks, _ -> new Object());
    }

    Object of(RoomId.User user) {
        return locks[Math.floorMod(user.hashCode(), locks.length)];
    }
}
