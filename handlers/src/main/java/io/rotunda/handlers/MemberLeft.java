package io.rotunda.handlers;

import java.time.Instant;

/// `member:left`: a user's last socket left the conversation.
record MemberLeft(String conversationId, String userId, String userName, Instant timestamp) implements Outgoing {

    @Override
    public String eventName() {
        return "member:left";
    }
}
