package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;

/// `member:joined`: a user's first socket entered the conversation.
record MemberJoined(String conversationId, String userId, String userName, Instant timestamp) implements Outgoing {

    static MemberJoined of(RoomId.Conversation room, Principal who, Instant now) {
        return new MemberJoined(room.conversationId(), who.userId(), who.userName(), now);
    }

    @Override
    public String eventName() {
        return "member:joined";
    }
}
