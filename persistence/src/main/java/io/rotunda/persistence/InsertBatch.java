package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The one statement that commits a batch; see the README of this module. One thread at a time.
final class InsertBatch {
    private static final String SQL = """
            WITH room AS MATERIALIZED (
              SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::int4[])
              WITH ORDINALITY AS room(kind, tenant, wire_id, rows, number)
            ), raised AS (
              INSERT INTO rooms AS r (kind, tenant, wire_id, last_seq, message_count, last_at)
              SELECT kind, tenant, wire_id, rows, rows, date_trunc('milliseconds', clock_timestamp())
              FROM room
              ORDER BY tenant, wire_id, kind
              ON CONFLICT (tenant, wire_id, kind) DO UPDATE SET
                last_seq = r.last_seq + excluded.last_seq,
                message_count = r.message_count + excluded.message_count,
                last_at = greatest(r.last_at, date_trunc('milliseconds', clock_timestamp()))
              RETURNING room_id, kind, tenant, wire_id, last_seq, last_at
            ), placed AS MATERIALIZED (
              SELECT number, room_id, last_seq - rows AS before, last_at
              FROM raised JOIN room USING (kind, tenant, wire_id)
            ), stored AS (
              INSERT INTO messages (
                room_id, seq, created_at, id, thread_id, user_id, user_name, content,
                content_type, mentions, attachments, metadata, workspace_id, optimistic_id)
              SELECT
                room_id, before + rank, last_at, id, thread_id, user_id, user_name, content,
                content_type, mentions, attachments, metadata, workspace_id, optimistic_id
              FROM placed JOIN unnest(
                ?::int4[], ?::int4[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::json[], ?::json[], ?::json[], ?::text[], ?::text[])
              AS draft(number, rank, id, thread_id, user_id, user_name, content,
                content_type, mentions, attachments, metadata, workspace_id, optimistic_id)
              USING (number)
            )
            SELECT number, before, last_at FROM placed
            """;

    private final PreparedStatement statement;
    private final List<ArrayColumn> columns = new ArrayList<>();
    private final Map<RoomId.Timeline, Share> shares = new LinkedHashMap<>();

    private final ArrayColumn kinds = column(ArrayColumn.texts());
    private final ArrayColumn tenants = column(ArrayColumn.texts());
    private final ArrayColumn wireIds = column(ArrayColumn.texts());
    private final ArrayColumn rows = column(ArrayColumn.ints());

    private final ArrayColumn numbers = column(ArrayColumn.ints());
    private final ArrayColumn ranks = column(ArrayColumn.ints());
    private final ArrayColumn ids = column(ArrayColumn.uuids());
    private final ArrayColumn threadIds = column(ArrayColumn.uuids());
    private final ArrayColumn userIds = column(ArrayColumn.texts());
    private final ArrayColumn userNames = column(ArrayColumn.texts());
    private final ArrayColumn contents = column(ArrayColumn.texts());
    private final ArrayColumn contentTypes = column(ArrayColumn.texts());
    private final ArrayColumn mentions = column(ArrayColumn.jsons());
    private final ArrayColumn attachments = column(ArrayColumn.jsons());
    private final ArrayColumn metadata = column(ArrayColumn.jsons());
    private final ArrayColumn workspaceIds = column(ArrayColumn.texts());
    private final ArrayColumn optimisticIds = column(ArrayColumn.texts());

    InsertBatch(Connection connection) throws SQLException {
        statement = connection.prepareStatement(SQL);
    }

    /// Commits all or nothing. Each room's drafts get the room's next positions, in the order given.
    ///
    /// @return where each draft was placed, in the order given
    List<Placed> commit(List<Pending> drafts) throws SQLException {
        shares.clear();
        columns.forEach(ArrayColumn::clear);
        var placed = new ArrayList<Placed>(drafts.size());
        for (var pending : drafts) {
            var draft = pending.draft();
            var share = shares.computeIfAbsent(draft.room(), _ -> new Share(shares.size() + 1));
            share.rows++;
            add(draft, share.number, share.rows);
            placed.add(new Placed(share, share.rows));
        }
        shares.forEach(this::add);
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1);
        }
        readPlaces();
        return placed;
    }

    private void readPlaces() throws SQLException {
        var byNumber = shares.values().toArray(Share[]::new);
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                var share = byNumber[row.getInt(1) - 1];
                share.before = row.getLong(2);
                share.at = Objects.requireNonNull(MessageRows.instant(row, 3));
            }
        }
    }

    private void add(Draft draft, int number, int rank) {
        numbers.add(number);
        ranks.add(rank);
        ids.add(draft.id().uuid());
        var thread = draft.threadId();
        threadIds.add(thread == null ? null : thread.uuid());
        userIds.add(draft.userId());
        userNames.add(draft.userName());
        contents.add(draft.content());
        contentTypes.add(draft.contentType());
        mentions.add(MessageRows.orNullIfEmpty(draft.mentions()));
        attachments.add(MessageRows.orNullIfEmpty(draft.attachments()));
        metadata.add(draft.metadata());
        workspaceIds.add(draft.workspaceId());
        optimisticIds.add(draft.optimisticId());
    }

    private void add(RoomId.Timeline room, Share share) {
        kinds.add(Address.kind(room));
        tenants.add(room.tenant());
        wireIds.add(Address.wireId(room));
        rows.add(share.rows);
    }

    private ArrayColumn column(ArrayColumn column) {
        columns.add(column);
        return column;
    }

    /// What one room has in one batch.
    private static final class Share {
        private final int number;
        private int rows;
        private long before;
        private Instant at = Instant.MIN;

        private Share(int number) {
            this.number = number;
        }
    }

    /// Where a draft of a committed batch lies.
    static final class Placed {
        private final Share share;
        private final int rank;

        private Placed(Share share, int rank) {
            this.share = share;
            this.rank = rank;
        }

        long seq() {
            return share.before + rank;
        }

        Instant at() {
            return share.at;
        }
    }
}
