package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// How a room is found in the table `rooms`: there, an id alone names nothing.
final class Address {
    /// A condition on `rooms r`; its parameters are set by [#bind].
    static final String IS_ROOM = "r.kind = ? AND r.tenant = ? AND r.wire_id = ?";

    private Address() {}

    static String kind(RoomId.Timeline room) {
        return switch (room) {
            case RoomId.Channel _ -> "channel";
            case RoomId.Conversation _ -> "conversation";
        };
    }

    static String wireId(RoomId.Timeline room) {
        return switch (room) {
            case RoomId.Channel(var _, var channelId) -> channelId;
            case RoomId.Conversation(var _, var conversationId) -> conversationId;
        };
    }

    /// The room that has these in its row.
    static RoomId.Timeline room(String kind, String tenant, String wireId) {
        return kind.equals("channel") ? new RoomId.Channel(tenant, wireId) : new RoomId.Conversation(tenant, wireId);
    }

    /// Sets the three parameters of [#IS_ROOM], the first of them at `first`.
    static void bind(PreparedStatement statement, int first, RoomId.Timeline room) throws SQLException {
        statement.setString(first, kind(room));
        statement.setString(first + 1, room.tenant());
        statement.setString(first + 2, wireId(room));
    }
}
