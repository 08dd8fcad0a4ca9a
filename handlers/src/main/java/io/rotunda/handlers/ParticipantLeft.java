package io.rotunda.handlers;

import java.time.Instant;

/// `call:participant_left`: a user's last socket left the call.
record ParticipantLeft(String roomName, String userId, String userName, Leaving reason, Instant timestamp)
        implements Outgoing {

    @Override
    public String eventName() {
        return "call:participant_left";
    }
}
