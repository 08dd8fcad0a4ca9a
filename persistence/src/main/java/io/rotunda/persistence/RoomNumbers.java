package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The `room_id` of each room that a lane has met: its key for the database, which finds it faster than by its
/// address. A room keeps its number as long as it exists. One thread at a time.
final class RoomNumbers {
    /// No room has this number.
    static final Long NONE = 0L;

    /// Beyond this everything is forgotten, and looked up again as it is met.
    private static final int MAX_KNOWN = 50_000;

    static final String CREATE = """
            INSERT INTO rooms (kind, tenant, wire_id)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) AS room(kind, tenant, wire_id)
            ORDER BY tenant, wire_id, kind
            ON CONFLICT (tenant, wire_id, kind) DO NOTHING
            """;

    // A statement of its own: one that inserts and reads at once does not see what another node inserted meanwhile.
    static final String FIND = """
            SELECT room.number, r.room_id
            FROM unnest(?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS room(kind, tenant, wire_id, number)
            CROSS JOIN LATERAL (
              SELECT room_id FROM rooms r
              WHERE r.kind = room.kind AND r.tenant = room.tenant AND r.wire_id = room.wire_id LIMIT 1
            ) r
            """;

    private final PreparedStatement create;
    private final PreparedStatement find;
    private final RoomAddresses addresses = new RoomAddresses();
    private final Map<RoomId.Timeline, Long> known = new HashMap<>();

    RoomNumbers(Connection connection) throws SQLException {
        create = connection.prepareStatement(CREATE);
        find = connection.prepareStatement(FIND);
    }

    /// The numbers of these rooms, and maybe more. A room that does not exist is created; one that is deleted
    /// at the same moment may have none.
    Map<RoomId.Timeline, Long> of(Collection<RoomId.Timeline> rooms) throws SQLException {
        existing(rooms);
        var absent = unknown(rooms);
        if (!absent.isEmpty()) {
            addresses.bind(create, absent);
            create.executeUpdate();
            find(absent);
        }
        return known;
    }

    /// The numbers of those of these rooms that exist, and maybe more.
    Map<RoomId.Timeline, Long> existing(Collection<RoomId.Timeline> rooms) throws SQLException {
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        find(unknown(rooms));
        return known;
    }

    /// The room turned out not to have its number any more.
    void forget(RoomId.Timeline room) {
        known.remove(room);
    }

    private List<RoomId.Timeline> unknown(Collection<RoomId.Timeline> rooms) {
        var unknown = new ArrayList<RoomId.Timeline>(0);
        for (var room : rooms) {
            if (!known.containsKey(room)) {
                unknown.add(room);
            }
        }
        return unknown;
    }

    private void find(List<RoomId.Timeline> rooms) throws SQLException {
        if (rooms.isEmpty()) {
            return;
        }
        addresses.bind(find, rooms);
        try (var row = find.executeQuery()) {
            while (row.next()) {
                known.put(rooms.get(row.getInt(1) - 1), row.getLong(2));
            }
        }
    }
}
