package io.rotunda.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Looks up which drafts are stored already: under their id, or by the same user under the same
/// `optimisticId` in the same room. One thread at a time.
final class FindStored {
    // A LIMIT in each subquery keeps the planner from joining whole tables: two look-ups for each draft.
    static final String SQL = """
            SELECT draft.number, %s
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
              WITH ORDINALITY AS draft(id, kind, tenant, wire_id, user_id, optimistic_id, number)
            CROSS JOIN LATERAL (
              SELECT room_id FROM rooms r
              WHERE r.kind = draft.kind AND r.tenant = draft.tenant AND r.wire_id = draft.wire_id LIMIT 1
            ) room
            CROSS JOIN LATERAL (
              SELECT * FROM (
                (SELECT * FROM messages s WHERE s.id = draft.id AND s.room_id = room.room_id LIMIT 1)
                UNION ALL
                (SELECT * FROM messages s WHERE s.room_id = room.room_id
                  AND s.user_id = draft.user_id AND s.optimistic_id = draft.optimistic_id LIMIT 1)
              ) either LIMIT 1
            ) m
            """.formatted(MessageRows.COLUMNS);

    private final PreparedStatement statement;
    private final ArrayColumn ids = ArrayColumn.uuids();
    private final ArrayColumn kinds = ArrayColumn.texts();
    private final ArrayColumn tenants = ArrayColumn.texts();
    private final ArrayColumn wireIds = ArrayColumn.texts();
    private final ArrayColumn userIds = ArrayColumn.texts();
    private final ArrayColumn optimisticIds = ArrayColumn.texts();
    private final List<ArrayColumn> columns = List.of(ids, kinds, tenants, wireIds, userIds, optimisticIds);

    FindStored(Connection connection) throws SQLException {
        statement = connection.prepareStatement(SQL);
    }

    /// Those of `drafts` that are stored, and what is stored for each; the draft's own id wins.
    Map<Pending, Message> among(List<Pending> drafts) throws SQLException {
        columns.forEach(ArrayColumn::clear);
        for (var pending : drafts) {
            var draft = pending.draft();
            ids.add(draft.id().uuid());
            kinds.add(Address.kind(draft.room()));
            tenants.add(draft.room().tenant());
            wireIds.add(Address.wireId(draft.room()));
            userIds.add(draft.userId());
            optimisticIds.add(draft.optimisticId());
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1);
        }
        var stored = new HashMap<Pending, Message>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                var pending = drafts.get(row.getInt(1) - 1);
                var message = MessageRows.read(row, 2, pending.draft().room());
                stored.put(pending, Objects.requireNonNull(message));
            }
        }
        return stored;
    }
}
