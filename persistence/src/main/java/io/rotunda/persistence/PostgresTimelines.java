package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.Optional;

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

    static final String MEMBERS_ONLY = "SELECT r.members_only FROM rooms r WHERE " + Address.IS_ROOM;

    private final ConnectionPool pool;
    private final SharedReads lists = new SharedReads();

    PostgresTimelines(ConnectionPool pool) {
        this.pool = pool;
    }

    /// Whether there is a list at all is asked for everybody who comes at the same time; only then for each, who is
    /// on it.
    @Override
    public Standing standing(RoomId.Timeline room, String userId) {
        var list = lists.read(room, () -> list(room));
        return list.map(membersOnly -> membersOnly ? listed(room, userId) : Standing.OPEN)
                .orElse(Standing.ABSENT);
    }

    private Optional<Boolean> list(RoomId.Timeline room) {
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(MEMBERS_ONLY)) {
                Address.bind(statement, 1, room);
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
                }
            }
        });
    }

    private Standing listed(RoomId.Timeline room, String userId) {
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
