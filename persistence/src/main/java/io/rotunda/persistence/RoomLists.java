package io.rotunda.persistence;

import io.rotunda.persistence.Timelines.Added;
import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The lists of members as they lie in their rows. What others see is the list before a transaction, or after it:
/// whoever puts somebody on a list locks the room first, and sees then what those who came before have made of it.
final class RoomLists {
    static final String MEMBERS = """
            SELECT m.user_id FROM rooms r LEFT JOIN room_members m USING (room_id)
            WHERE %s AND r.members_only
            ORDER BY m.user_id
            """.formatted(Address.IS_ROOM);

    static final String RESTRICT = """
            INSERT INTO rooms (kind, tenant, wire_id, members_only) VALUES (?, ?, ?, true)
            ON CONFLICT (tenant, wire_id, kind) DO UPDATE SET members_only = true
            RETURNING room_id
            """;

    static final String REPLACE = """
            WITH gone AS (
              DELETE FROM room_members m WHERE m.room_id = ? AND m.user_id <> ALL (?::text[])
            )
            INSERT INTO room_members (room_id, user_id) SELECT ?::bigint, unnest(?::text[])
            ON CONFLICT (room_id, user_id) DO NOTHING
            """;

    static final String OPEN = """
            UPDATE rooms r SET members_only = false WHERE %s RETURNING r.room_id
            """.formatted(Address.IS_ROOM);

    static final String EMPTY = "DELETE FROM room_members m WHERE m.room_id = ?";

    static final String LOCK = """
            SELECT r.room_id, r.members_only FROM rooms r WHERE %s FOR NO KEY UPDATE
            """.formatted(Address.IS_ROOM);

    static final String CLOSE = "UPDATE rooms r SET members_only = true WHERE r.room_id = ?";

    static final String ADD = """
            WITH one AS (
              SELECT ?::bigint AS room_id, ?::text AS user_id
            )
            INSERT INTO room_members (room_id, user_id)
            SELECT one.room_id, one.user_id FROM one
            WHERE ? > (
              SELECT count(*) FROM room_members m WHERE m.room_id = one.room_id AND m.user_id <> one.user_id)
            ON CONFLICT (room_id, user_id) DO UPDATE SET user_id = excluded.user_id
            """;

    static final String REMOVE = """
            DELETE FROM room_members m USING rooms r
            WHERE r.room_id = m.room_id AND %s AND m.user_id = ?
            """.formatted(Address.IS_ROOM);

    static final String NUMBER = "SELECT r.room_id FROM rooms r WHERE " + Address.IS_ROOM;

    static final String HAS = "SELECT FROM rooms r WHERE r.room_id = ?";

    static final String DELETE = """
            WITH gone AS (
              DELETE FROM rooms r WHERE r.room_id = ? RETURNING r.room_id
            )
            INSERT INTO erasures (room_id, tenant, room) SELECT room_id, ?, ? FROM gone
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
        long roomId = number(RESTRICT, room).orElseThrow();
        try (var statement = connection.prepareStatement(REPLACE)) {
            var list = connection.createArrayOf("text", userIds.toArray());
            statement.setLong(1, roomId);
            statement.setArray(2, list);
            statement.setLong(3, roomId);
            statement.setArray(4, list);
            statement.executeUpdate();
        }
    }

    void open(RoomId.Timeline room) throws SQLException {
        var roomId = number(OPEN, room);
        if (roomId.isPresent()) {
            try (var statement = connection.prepareStatement(EMPTY)) {
                statement.setLong(1, roomId.get());
                statement.executeUpdate();
            }
        }
    }

    Added add(RoomId.Timeline room, String userId, int most) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Address.bind(statement, 1, room);
            try (var row = statement.executeQuery()) {
                return row.next() ? add(row.getLong(1), row.getBoolean(2), userId, most) : Added.NO_SUCH_ROOM;
            }
        }
    }

    private Added add(long roomId, boolean closed, String userId, int most) throws SQLException {
        if (!closed) {
            try (var statement = connection.prepareStatement(CLOSE)) {
                statement.setLong(1, roomId);
                statement.executeUpdate();
            }
        }
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setLong(1, roomId);
            statement.setString(2, userId);
            statement.setInt(3, most);
            return statement.executeUpdate() == 0 ? Added.FULL : closed ? Added.THERE : Added.CLOSED;
        }
    }

    /// @param sql changes the row of the room where the rest follows, so that nobody else does meanwhile
    private Optional<Long> number(String sql, RoomId.Timeline room) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            Address.bind(statement, 1, room);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
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
        return number(NUMBER, room);
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

    /// Deletes the room, and notes that what is left behind is to be erased.
    void delete(long roomId, RoomId.Timeline room) throws SQLException {
        try (var statement = connection.prepareStatement(DELETE)) {
            statement.setLong(1, roomId);
            statement.setString(2, room.tenant());
            statement.setString(3, room.wireName());
            statement.executeUpdate();
        }
    }
}
