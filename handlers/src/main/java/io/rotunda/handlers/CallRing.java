package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.Instant;

/// `POST /calls/ring`: a call rings at a user. Whether the user is there is not said: a socket that comes while it
/// rings hears it too.
final class CallRing implements ApiCall<CallRing.Request> {
    private static final int USUAL_TIMEOUT_MS = 30_000;
    private static final int MAX_TIMEOUT_MS = 600_000;
    private static final int MAX_NAME = 256;

    private final Rings rings;

    CallRing(Rings rings) {
        this.rings = rings;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var ringing = rings.ring(
                request.recipient(), request.call(), request.roomId(), request.initiator(), request.timeout());
        return Ack.of(new Answer(ringing.roomId(), ringing.expiresAt()));
    }

    record Request(
            RoomId.User recipient, RoomId.Call call, String roomId, Rings.Initiator initiator, Duration timeout) {
        static Request read(Fields fields) {
            var organizationId = fields.id("organizationId");
            return new Request(
                    new RoomId.User(organizationId, fields.id("recipientId")),
                    new RoomId.Call(organizationId, fields.id("roomName")),
                    fields.id("roomId"),
                    new Rings.Initiator(fields.id("callerId"), fields.text("callerName", 1, MAX_NAME)),
                    Duration.ofMillis(fields.integer("timeoutMs", 1, MAX_TIMEOUT_MS, USUAL_TIMEOUT_MS)));
        }
    }

    /// @param expiresAt when it stops by itself
    record Answer(String roomId, Instant expiresAt) implements Payload {}
}
