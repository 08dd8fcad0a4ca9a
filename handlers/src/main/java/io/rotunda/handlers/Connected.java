package io.rotunda.handlers;

import java.time.Instant;

/// `connected`: the session is open. The first event that a socket hears.
record Connected(String socketId, String userId, String organizationId, Instant timestamp) implements Outgoing {

    @Override
    public String eventName() {
        return "connected";
    }
}
