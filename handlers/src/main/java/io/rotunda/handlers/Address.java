package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// How payloads name a timeline: by a channel, or by a conversation and its customer.
record Address(
        @Nullable String channelId,
        @Nullable String conversationId,
        @Nullable String customerId) {

    static Address of(RoomId.Timeline room) {
        return switch (room) {
            case RoomId.Channel(var _, var channelId) -> new Address(channelId, null, null);
            case RoomId.Conversation(var customerId, var conversationId) ->
                new Address(null, conversationId, customerId);
        };
    }
}
