package io.rotunda.handlers;

import java.time.Instant;

/// `call:incoming`: a call rings at this user, until `expiresAt` at the latest.
///
/// @param roomId what the caller calls the call, as in `call:decline` and `call:cancel`
/// @param roomName what to join
record CallIncoming(
        String roomId, String roomName, String callerId, String callerName, Instant expiresAt, Instant timestamp)
        implements Outgoing {
    @Override
    public String eventName() {
        return "call:incoming";
    }

    /// Whether it is the same call by the same caller, so that ringing again changes nothing.
    boolean repeats(CallIncoming earlier) {
        return roomId.equals(earlier.roomId) && roomName.equals(earlier.roomName) && callerId.equals(earlier.callerId);
    }
}
