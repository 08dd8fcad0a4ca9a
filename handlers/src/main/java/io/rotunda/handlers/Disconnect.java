package io.rotunda.handlers;

import org.jspecify.annotations.Nullable;

/// `POST /disconnect`: ends a socket, or all of a user's. Their clients take it for the server's wish and do not come
/// back by themselves; with a token that is still valid they may, as new sockets: so may those that were lost.
final class Disconnect implements ApiCall<Disconnect.Request> {
    private static final int MAX_REASON = 200;
    private static final String USUAL_REASON = "disconnected by a back end";

    private final Sessions sessions;
    private final Recovery recovery;

    Disconnect(Sessions sessions, Recovery recovery) {
        this.sessions = sessions;
        this.recovery = recovery;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        int disconnected = request.dismissal().begin(sessions, recovery);
        if (disconnected == 0 && request.socketId() != null) {
            throw new Rejected(ErrorCode.NOT_FOUND, "socketId: no such socket");
        }
        return Ack.of(new Answer(disconnected));
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

        private Dismissal dismissal() {
            if (socketId == null && userId == null) {
                throw Rejected.field("userId", "this or socketId is required");
            }
            return new Dismissal(organizationId, userId, socketId, reason);
        }
    }

    /// @param disconnected how many sockets, those counted that were lost and might have come back
    record Answer(int disconnected) implements Payload {}
}
