package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;

/// Rooms and their members in PostgreSQL.
final class PostgresTimelines implements Timelines {
    static final String STANDING = """
            SELECT r.members_only, EXISTS (
              SELECT FROM room_members m WHERE m.room_id = r.room_id AND m.user_id = ?)
            FROM rooms r
            WHERE %s
            """.formatted(Address.IS_ROOM);

    private static final String CREATE =
            "INSERT INTO rooms (kind, tenant, wire_id) VALUES (?, ?, ?) ON CONFLICT (tenant, wire_id, kind) DO NOTHING";

    private final ConnectionPool pool;

    PostgresTimelines(ConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    public Standing standing(RoomId.Timeline room, String userId) {
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(STANDING)) {
                statement.setString(1, userId);
                Address.bind(statement, 2, room);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        return Standing.ABSENT;
                    }
                    boolean membersOnly = row.getBoolean(1);
                    boolean member = row.getBoolean(2);
                    return !membersOnly ? Standing.OPEN : member ? Standing.MEMBER : Standing.STRANGER;
                }
            }
        });
    }

    @Override
    public void create(RoomId.Timeline room) {
        pool.ask(connection -> {
            try (var statement = connection.prepareStatement(CREATE)) {
                Address.bind(statement, 1, room);
                return statement.executeUpdate();
            }
        });
    }
}
