package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `POST /disconnect`: ends a socket, or all of a user's. Their clients take it for the server's wish and do not come
/// back by themselves; with a token that is still valid they may.
final class Disconnect implements ApiCall<Disconnect.Request> {
    private static final int MAX_REASON = 200;
    private static final String USUAL_REASON = "disconnected by a back end";

    private final Sessions sessions;

    Disconnect(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var found = request.find(sessions);
        found.forEach(session -> session.client().execute(() -> {
            if (!session.ended()) {
                session.dismiss(request.reason());
            }
        }));
        return Ack.of(new Answer(found.size()));
    }

    record Request(
            String organizationId,
            @Nullable String userId,
            @Nullable String socketId,
            String reason) {
        static Request read(Fields fields) {
            var organizationId = fields.id("organizationId");
            var userId = fields.optionalId("userId");
            var socketId = fields.optionalId("socketId");
            var reason = fields.optionalText("reason", 1, MAX_REASON);
            return new Request(
                    organizationId, userId, socketId, reason == null ? USUAL_REASON : USUAL_REASON + ": " + reason);
        }

        private List<Session> find(Sessions sessions) {
            if (socketId == null) {
                if (userId == null) {
                    throw Rejected.field("userId", "this or socketId is required");
                }
                return sessions.of(new RoomId.User(organizationId, userId));
            }
            var found = sessions.with(organizationId, socketId).stream()
                    .filter(session ->
                            userId == null || userId.equals(session.user().userId()))
                    .toList();
            if (found.isEmpty()) {
                throw new Rejected(ErrorCode.NOT_FOUND, "socketId: no such socket");
            }
            return found;
        }
    }

    /// @param disconnected how many sockets
    record Answer(int disconnected) implements Payload {}
}
