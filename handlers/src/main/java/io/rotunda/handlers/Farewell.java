package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the others hear when a user's last socket leaves a room.
final class Farewell {
    private Farewell() {}

    /// Null where nobody was announced. No default: a new kind of room does not compile until somebody decides
    /// what is heard of who leaves it.
    static @Nullable Outgoing of(RoomId room, Principal who, Leaving reason, Instant now) {
        return switch (room) {
            case RoomId.Org _, RoomId.User _, RoomId.Swarm _, RoomId.Activity _ -> null;
            case RoomId.Channel(var _, var channelId) ->
                new ChannelLeave.Left(channelId, who.userId(), who.userName(), now);
            case RoomId.Conversation(var _, var conversationId) ->
                new MemberLeft(conversationId, who.userId(), who.userName(), now);
            case RoomId.Call(var _, var roomName) ->
                new ParticipantLeft(roomName, who.userId(), who.userName(), reason, now);
        };
    }
}
