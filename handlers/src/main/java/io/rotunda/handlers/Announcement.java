package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the others hear when a user's first socket comes back to a room.
final class Announcement {
    private Announcement() {}

    /// Null where nobody is announced. No default: a new kind of room does not compile until somebody decides
    /// what is heard of who comes back to it.
    static @Nullable Outgoing of(RoomId room, Principal who, Instant now) {
        return switch (room) {
            case RoomId.Org _, RoomId.User _, RoomId.Swarm _, RoomId.Activity _ -> null;
            case RoomId.Channel channel -> ChannelJoin.Joined.of(channel, who, now);
            case RoomId.Conversation conversation -> MemberJoined.of(conversation, who, now);
            case RoomId.Call(var _, var roomName) ->
                new CallJoin.ParticipantJoined(roomName, who.userId(), who.userName(), now);
        };
    }
}
