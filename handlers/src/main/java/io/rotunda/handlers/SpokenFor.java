package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// For whom a back end speaks, as a call names it.
///
/// @param userName what others are shown
record SpokenFor(RoomId.User user, String userName) {
    static final int MAX_NAME = 256;

    static SpokenFor read(Fields fields) {
        var organizationId = fields.id("organizationId");
        var userId = fields.id("userId");
        return of(organizationId, userId, fields.optionalText("userName", 1, MAX_NAME));
    }

    static SpokenFor of(String organizationId, String userId, @Nullable String userName) {
        return new SpokenFor(new RoomId.User(organizationId, userId), userName == null ? userId : userName);
    }

    /// As a token would say it that reaches this room and no other customer's.
    Principal principal(RoomId.Timeline room, Role role) {
        Set<String> customerIds =
                room instanceof RoomId.Conversation(var customerId, var _) ? Set.of(customerId) : Set.of();
        return new Principal(user.userId(), userName, user.organizationId(), customerIds, role, Instant.MAX);
    }
}
