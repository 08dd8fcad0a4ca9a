package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rooms and their members in PostgreSQL.
final class PostgresTimelines implements Timelines {
    static final String STANDING = """
            SELECT r.members_only, EXISTS (
              SELECT FROM room_members m WHERE m.room_id = r.room_id AND m.user_id = ?)
            FROM rooms r
            WHERE %s
            """.formatted(Address.IS_ROOM);

    private static final String CREATE = RoomNumbers.CREATE + "RETURNING kind, tenant, wire_id";

    static final String LIST = "SELECT r.members_only FROM rooms r WHERE " + Address.IS_ROOM;

    static final String LISTS = """
            SELECT room.number, r.members_only
            FROM unnest(?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS room(kind, tenant, wire_id, number)
            CROSS JOIN LATERAL (
              SELECT members_only FROM rooms r
              WHERE r.kind = room.kind AND r.tenant = room.tenant AND r.wire_id = room.wire_id LIMIT 1
            ) r
            """;

    private final ConnectionPool pool;
    private final GroupCommit commits;
    private final Eraser eraser;
    private final OpenRooms open = new OpenRooms(System::nanoTime);
    private final GatheredReads<RoomId.Timeline, Door> doors = new GatheredReads<>(this::doors);
    private final GatheredReads<RoomId.Timeline, Boolean> creations = new GatheredReads<>(this::createAll);

    private enum Door {
        NONE,
        OPEN,
        LIST;

        static Door of(boolean membersOnly) {
            return membersOnly ? LIST : OPEN;
        }
    }

    PostgresTimelines(ConnectionPool pool, GroupCommit commits, Eraser eraser) {
        this.pool = pool;
        this.commits = commits;
        this.eraser = eraser;
    }

    /// Whether there is a list at all is asked for everybody who comes at the same time; only then for each, who is
    /// on it.
    @Override
    public Standing standing(RoomId.Timeline room, String userId) {
        if (open.has(room)) {
            return Standing.OPEN;
        }
        long askedAt = open.now();
        return switch (doors.read(room)) {
            case NONE -> Standing.ABSENT;
            case OPEN -> {
                open.add(room, askedAt);
                yield Standing.OPEN;
            }
            case LIST -> listed(room, userId);
        };
    }

    private Map<RoomId.Timeline, Door> doors(Set<RoomId.Timeline> rooms) {
        return rooms.size() == 1 ? door(rooms.iterator().next()) : doorsOfMany(rooms);
    }

    /// Nearly always, and half the work for the database.
    private Map<RoomId.Timeline, Door> door(RoomId.Timeline room) {
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(LIST)) {
                Address.bind(statement, 1, room);
                try (var row = statement.executeQuery()) {
                    return Map.of(room, row.next() ? Door.of(row.getBoolean(1)) : Door.NONE);
                }
            }
        });
    }

    private Map<RoomId.Timeline, Door> doorsOfMany(Set<RoomId.Timeline> rooms) {
        var asked = List.copyOf(rooms);
        var doors = new HashMap<RoomId.Timeline, Door>();
        asked.forEach(room -> doors.put(room, Door.NONE));
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(LISTS)) {
                new RoomAddresses().bind(statement, asked);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        doors.put(asked.get(row.getInt(1) - 1), Door.of(row.getBoolean(2)));
                    }
                }
                return doors;
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
    public boolean create(RoomId.Timeline room) {
        return creations.read(room);
    }

    @Override
    public Optional<List<String>> members(RoomId.Timeline room) {
        return pool.ask(connection -> new RoomLists(connection).members(room));
    }

    @Override
    public void restrict(RoomId.Timeline room, Set<String> userIds) {
        change(room, lists -> {
            lists.restrict(room, userIds);
            return true;
        });
    }

    @Override
    public void open(RoomId.Timeline room) {
        change(room, lists -> {
            lists.open(room);
            return true;
        });
    }

    @Override
    public Added add(RoomId.Timeline room, String userId, int most) {
        return change(room, lists -> lists.add(room, userId, most));
    }

    @Override
    public boolean remove(RoomId.Timeline room, String userId) {
        return change(room, lists -> lists.remove(room, userId));
    }

    /// In line with what is to be kept in the room: what came before goes with it.
    @Override
    public boolean delete(RoomId.Timeline room) {
        try {
            return commits.submit(new PendingDeletion(room)).await().isPresent();
        } finally {
            open.forget(room);
            eraser.wake();
        }
    }

    /// What is known of the room may be so no longer, also where it is not known whether it was changed.
    private <T> T change(RoomId.Timeline room, ListChange<T> change) {
        try {
            return pool.transact(connection -> change.make(new RoomLists(connection)));
        } finally {
            open.forget(room);
        }
    }

    private interface ListChange<T> {
        T make(RoomLists lists) throws SQLException;
    }

    private Map<RoomId.Timeline, Boolean> createAll(Set<RoomId.Timeline> rooms) {
        var made = new HashMap<RoomId.Timeline, Boolean>();
        rooms.forEach(room -> made.put(room, false));
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(CREATE)) {
                new RoomAddresses().bind(statement, rooms);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        made.put(Address.room(row.getString(1), row.getString(2), row.getString(3)), true);
                    }
                }
                return made;
            }
        });
    }
}
