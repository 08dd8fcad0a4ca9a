package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One socket of an organization is to go, or all of a user's are.
final class Dismissal extends Removal {
    private final String organizationId;
    private final @Nullable String userId;
    private final @Nullable String socketId;
    private final String why;

    /// @param userId null for whoever has the socket
    /// @param socketId null for all of the user's
    /// @param why as operators are told
    Dismissal(String organizationId, @Nullable String userId, @Nullable String socketId, String why) {
        this.organizationId = organizationId;
        this.userId = userId;
        this.socketId = socketId;
        this.why = why;
    }

    @Override
    List<Session> among(Sessions sessions) {
        if (socketId != null) {
            return sessions.with(organizationId, socketId).stream()
                    .filter(this::concerns)
                    .toList();
        }
        return userId == null ? List.of() : sessions.of(new RoomId.User(organizationId, userId));
    }

    @Override
    boolean concerns(Session session) {
        return concerns(session.user(), session.id());
    }

    @Override
    boolean concerns(Absence absence) {
        return concerns(absence.user(), absence.id());
    }

    private boolean concerns(RoomId.User user, String id) {
        return user.organizationId().equals(organizationId)
                && (userId == null || userId.equals(user.userId()))
                && (socketId == null || socketId.equals(id));
    }

    @Override
    void remove(Session session) {
        if (!session.ended()) {
            session.dismiss(why);
        }
    }
}
