package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The lists of members as they lie in their rows. Each method is one statement: what others see is the list before
/// it, or after it.
final class RoomLists {
    static final String MEMBERS = """
            SELECT m.user_id FROM rooms r LEFT JOIN room_members m USING (room_id)
            WHERE %s AND r.members_only
            ORDER BY m.user_id
            """.formatted(Address.IS_ROOM);

    static final String RESTRICT = """
            WITH room AS (
              INSERT INTO rooms (kind, tenant, wire_id, members_only) VALUES (?, ?, ?, true)
              ON CONFLICT (tenant, wire_id, kind) DO UPDATE SET members_only = true
              RETURNING room_id
            ), gone AS (
              DELETE FROM room_members m USING room
              WHERE m.room_id = room.room_id AND m.user_id <> ALL (?::text[])
            )
            INSERT INTO room_members (room_id, user_id)
            SELECT room.room_id, member.user_id FROM room, unnest(?::text[]) AS member(user_id)
            ON CONFLICT (room_id, user_id) DO NOTHING
            """;

    static final String OPEN = """
            WITH room AS (
              UPDATE rooms r SET members_only = false WHERE %s RETURNING r.room_id
            )
            DELETE FROM room_members m USING room WHERE m.room_id = room.room_id
            """.formatted(Address.IS_ROOM);

    static final String ADD = """
            WITH room AS (
              UPDATE rooms r SET members_only = true WHERE %s RETURNING r.room_id
            ), added AS (
              INSERT INTO room_members (room_id, user_id) SELECT room.room_id, ? FROM room
              ON CONFLICT (room_id, user_id) DO NOTHING
            )
            SELECT room_id FROM room
            """.formatted(Address.IS_ROOM);

    static final String REMOVE = """
            DELETE FROM room_members m USING rooms r
            WHERE r.room_id = m.room_id AND %s AND m.user_id = ?
            """.formatted(Address.IS_ROOM);

    static final String NUMBER = "SELECT r.room_id FROM rooms r WHERE " + Address.IS_ROOM;

    static final String HAS = "SELECT FROM rooms r WHERE r.room_id = ?";

    static final String DELETE = "DELETE FROM rooms r WHERE r.room_id = ?";

    /// What no foreign key takes along, and how much of it is erased by one statement.
    static final List<String> LEFT_BEHIND =
            List.of("messages", "changes", "message_versions", "message_emoji", "reactions", "read_marks");

    static final String ERASE = """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE room_id = ? LIMIT 5000))
            """;

    private final Connection connection;

    RoomLists(Connection connection) {
        this.connection = connection;
    }

    Optional<List<String>> members(RoomId.Timeline room) throws SQLException {
        try (var statement = connection.prepareStatement(MEMBERS)) {
            Address.bind(statement, 1, room);
            var members = new ArrayList<String>();
            boolean closed = false;
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    closed = true;
                    var userId = row.getString(1);
                    if (userId != null) {
                        members.add(userId);
                    }
                }
            }
            return closed ? Optional.of(members) : Optional.empty();
        }
    }

    void restrict(RoomId.Timeline room, Collection<String> userIds) throws SQLException {
        try (var statement = connection.prepareStatement(RESTRICT)) {
            Address.bind(statement, 1, room);
            var list = connection.createArrayOf("text", userIds.toArray());
            statement.setArray(4, list);
            statement.setArray(5, list);
            statement.executeUpdate();
        }
    }

    void open(RoomId.Timeline room) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN)) {
            Address.bind(statement, 1, room);
            statement.executeUpdate();
        }
    }

    boolean add(RoomId.Timeline room, String userId) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Address.bind(statement, 1, room);
            statement.setString(4, userId);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    boolean remove(RoomId.Timeline room, String userId) throws SQLException {
        try (var statement = connection.prepareStatement(REMOVE)) {
            Address.bind(statement, 1, room);
            statement.setString(4, userId);
            return statement.executeUpdate() > 0;
        }
    }

    /// The room's number; empty if there is no such room.
    Optional<Long> number(RoomId.Timeline room) throws SQLException {
        try (var statement = connection.prepareStatement(NUMBER)) {
            Address.bind(statement, 1, room);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /// Whether there is a room of this number.
    boolean has(long roomId) throws SQLException {
        try (var statement = connection.prepareStatement(HAS)) {
            statement.setLong(1, roomId);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /// Deletes the room, not what is left behind.
    void delete(long roomId) throws SQLException {
        try (var statement = connection.prepareStatement(DELETE)) {
            statement.setLong(1, roomId);
            statement.executeUpdate();
        }
    }

    /// Erases some of what is left of a room that was deleted; false if nothing was left.
    boolean erase(String table, long roomId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ERASE.formatted(table))) {
            statement.setLong(1, roomId);
            return statement.executeUpdate() > 0;
        }
    }
}
