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
            SELECT draft.number, m.deleted_at IS NOT NULL, first.content, first.metadata, %s
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
              WITH ORDINALITY AS draft(id, kind, tenant, wire_id, organization_id, user_id, optimistic_id, number)
            CROSS JOIN LATERAL (
              SELECT room_id FROM rooms r
              WHERE r.kind = draft.kind AND r.tenant = draft.tenant AND r.wire_id = draft.wire_id LIMIT 1
            ) room
            CROSS JOIN LATERAL (
              SELECT * FROM (
                (SELECT * FROM messages s WHERE s.id = draft.id AND s.room_id = room.room_id LIMIT 1)
                UNION ALL
                (SELECT * FROM messages s WHERE s.room_id = room.room_id
                  AND s.user_id = draft.user_id AND s.optimistic_id = draft.optimistic_id
                  AND s.organization_id = draft.organization_id LIMIT 1)
              ) either LIMIT 1
            ) m
            LEFT JOIN LATERAL (
              SELECT * FROM message_versions v
              WHERE m.updated_at IS NOT NULL AND v.room_id = m.room_id AND v.message_seq = m.seq AND v.seq = m.seq LIMIT 1
            ) first ON true
            """.formatted(MessageRows.COLUMNS);

    private final PreparedStatement statement;
    private final ArrayColumn ids = ArrayColumn.uuids();
    private final ArrayColumn kinds = ArrayColumn.texts();
    private final ArrayColumn tenants = ArrayColumn.texts();
    private final ArrayColumn wireIds = ArrayColumn.texts();
    private final ArrayColumn organizationIds = ArrayColumn.texts();
    private final ArrayColumn userIds = ArrayColumn.texts();
    private final ArrayColumn optimisticIds = ArrayColumn.texts();
    private final List<ArrayColumn> columns =
            List.of(ids, kinds, tenants, wireIds, organizationIds, userIds, optimisticIds);

    FindStored(Connection connection) throws SQLException {
        statement = connection.prepareStatement(SQL);
    }

    /// Those of `drafts` that are stored, and what is stored for each; the draft's own id wins.
    Map<PendingDraft, Stored> among(List<PendingDraft> drafts) throws SQLException {
        columns.forEach(ArrayColumn::clear);
        for (var pending : drafts) {
            var draft = pending.draft();
            ids.add(draft.id().uuid());
            kinds.add(Address.kind(draft.room()));
            tenants.add(draft.room().tenant());
            wireIds.add(Address.wireId(draft.room()));
            organizationIds.add(draft.user().organizationId());
            userIds.add(draft.user().userId());
            optimisticIds.add(draft.optimisticId());
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1);
        }
        var stored = new HashMap<PendingDraft, Stored>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                var pending = drafts.get(row.getInt(1) - 1);
                var now = Objects.requireNonNull(MessageRows.read(row, 5, pending.room()));
                var content = row.getString(3);
                var first = content == null ? now : now.saying(content, row.getString(4));
                stored.put(pending, new Stored(first, row.getBoolean(2)));
            }
        }
        return stored;
    }

    /// What is stored for a draft.
    ///
    /// @param first the message as it was sent
    /// @param erased whether it was deleted, so that nobody knows what it said
    record Stored(Message first, boolean erased) {}
}
