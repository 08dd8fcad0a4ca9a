package io.rotunda.handlers;

import java.time.Instant;

/// `call:answered`: a call that rang at this user rings no more, because one of the user's sockets has joined it.
record CallAnswered(String roomId, String roomName, Instant timestamp) implements Outgoing {
    @Override
    public String eventName() {
        return "call:answered";
    }
}
