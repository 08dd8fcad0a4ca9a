package io.rotunda.server.admin;

import io.rotunda.rooms.RoomId;

/// What a room is called where operators see those of all tenants at once.
final class RoomLabel {
    private RoomLabel() {}

    /// With the organization before it if the name that clients use does not say whose room it is; no id has a slash.
    static String of(RoomId room) {
        return switch (room) {
            case RoomId.Org _, RoomId.Conversation _, RoomId.Activity _ -> room.wireName();
            case RoomId.User _, RoomId.Channel _, RoomId.Call _, RoomId.Swarm _ ->
                room.tenant() + "/" + room.wireName();
        };
    }
}
