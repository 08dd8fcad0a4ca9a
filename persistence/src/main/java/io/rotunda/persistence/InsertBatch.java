package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The one statement that commits a batch; the README of this module explains it. One thread at a time.
final class InsertBatch {
    // width_bucket finds a room's place in the sorted array of their numbers.
    static final String SQL = """
            WITH share AS MATERIALIZED (
              SELECT ?::int8[] AS room_ids, ?::int4[] AS rows
            ), raised AS (
              UPDATE rooms SET
                (last_seq, message_count) = (
                  SELECT last_seq + n, message_count + n
                  FROM (SELECT rows[width_bucket(room_id, room_ids)] AS n FROM share) mine),
                last_at = greatest(last_at, date_trunc('milliseconds', clock_timestamp()))
              WHERE room_id = ANY ((SELECT room_ids FROM share)::int8[])
              RETURNING room_id, last_seq, last_at
            ), stored AS (
              INSERT INTO messages (
                room_id, seq, created_at, id, thread_id, organization_id, user_id, user_name,
                content, content_type, mentions, attachments, metadata, workspace_id, optimistic_id)
              SELECT
                room_id, last_seq - behind, last_at, id, thread_id, organization_id, user_id, user_name,
                content, content_type, mentions, attachments, metadata, workspace_id, optimistic_id
              FROM raised JOIN unnest(
                ?::int8[], ?::int4[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::json[], ?::json[], ?::json[], ?::text[], ?::text[])
              AS draft(room_id, behind, id, thread_id, organization_id, user_id, user_name,
                content, content_type, mentions, attachments, metadata, workspace_id, optimistic_id)
              USING (room_id)
            )
            SELECT room_id, last_seq, last_at FROM raised
            """;

    private final PreparedStatement statement;
    private final RoomNumbers numbers;
    private final List<ArrayColumn> columns = new ArrayList<>();

    private final ArrayColumn shareRoomIds = column(ArrayColumn.longs());
    private final ArrayColumn shareRows = column(ArrayColumn.ints());

    private final ArrayColumn roomIds = column(ArrayColumn.longs());
    private final ArrayColumn behind = column(ArrayColumn.ints());
    private final ArrayColumn ids = column(ArrayColumn.uuids());
    private final ArrayColumn threadIds = column(ArrayColumn.uuids());
    private final ArrayColumn organizationIds = column(ArrayColumn.texts());
    private final ArrayColumn userIds = column(ArrayColumn.texts());
    private final ArrayColumn userNames = column(ArrayColumn.texts());
    private final ArrayColumn contents = column(ArrayColumn.texts());
    private final ArrayColumn contentTypes = column(ArrayColumn.texts());
    private final ArrayColumn mentions = column(ArrayColumn.jsons());
    private final ArrayColumn attachments = column(ArrayColumn.jsons());
    private final ArrayColumn metadata = column(ArrayColumn.jsons());
    private final ArrayColumn workspaceIds = column(ArrayColumn.texts());
    private final ArrayColumn optimisticIds = column(ArrayColumn.texts());

    InsertBatch(Connection connection, RoomNumbers numbers) throws SQLException {
        statement = connection.prepareStatement(SQL);
        this.numbers = numbers;
    }

    /// Commits all or nothing; left out are only drafts of a room that was deleted a moment ago. Each room's
    /// drafts get the next positions of the room, in the order given.
    ///
    /// @return where each draft lies, in the order given; null for one that was left out
    List<@Nullable Place> commit(List<PendingDraft> drafts) throws SQLException {
        columns.forEach(ArrayColumn::clear);
        var shares = shares(drafts);
        shares.values().stream()
                .sorted(Comparator.comparingLong(share -> share.roomId))
                .forEach(this::add);
        for (var pending : drafts) {
            add(pending.draft(), share(shares, pending));
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1);
        }
        readPlaces(shares);
        var places = new ArrayList<@Nullable Place>(drafts.size());
        for (var pending : drafts) {
            places.add(share(shares, pending).next());
        }
        return places;
    }

    private Map<RoomId.Timeline, Share> shares(List<PendingDraft> drafts) throws SQLException {
        var shares = new HashMap<RoomId.Timeline, Share>();
        for (var pending : drafts) {
            shares.computeIfAbsent(pending.room(), _ -> new Share()).rows++;
        }
        var known = numbers.of(shares.keySet());
        shares.forEach((room, share) -> share.roomId = known.getOrDefault(room, RoomNumbers.NONE));
        return shares;
    }

    private static Share share(Map<RoomId.Timeline, Share> shares, PendingDraft pending) {
        return Objects.requireNonNull(shares.get(pending.room()));
    }

    private void readPlaces(Map<RoomId.Timeline, Share> shares) throws SQLException {
        var byRoomId = new HashMap<Long, Share>();
        shares.values().forEach(share -> byRoomId.put(share.roomId, share));
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                var share = Objects.requireNonNull(byRoomId.get(row.getLong(1)));
                share.raised(row.getLong(2), MessageRows.instant(row, 3));
            }
        }
        shares.forEach((room, share) -> {
            if (share.at == null) {
                numbers.forget(room);
            }
        });
    }

    private void add(Share share) {
        shareRoomIds.add(share.roomId);
        shareRows.add(share.rows);
        share.left = share.rows;
    }

    private void add(Draft draft, Share share) {
        roomIds.add(share.roomId);
        behind.add(--share.left);
        ids.add(draft.id().uuid());
        var thread = draft.threadId();
        threadIds.add(thread == null ? null : thread.uuid());
        organizationIds.add(draft.user().organizationId());
        userIds.add(draft.user().userId());
        userNames.add(draft.userName());
        contents.add(draft.content());
        contentTypes.add(draft.contentType());
        mentions.add(MessageRows.orNullIfEmpty(draft.mentions()));
        attachments.add(MessageRows.orNullIfEmpty(draft.attachments()));
        metadata.add(draft.metadata());
        workspaceIds.add(draft.workspaceId());
        optimisticIds.add(draft.optimisticId());
    }

    private ArrayColumn column(ArrayColumn column) {
        columns.add(column);
        return column;
    }

    /// Where a committed draft lies in its room.
    record Place(long seq, Instant at) {}

    /// What one room has in one batch.
    private static final class Share {
        private long roomId;
        private int rows;
        private int left;
        private long seq;
        private @Nullable Instant at;

        private void raised(long lastSeq, @Nullable Instant lastAt) {
            seq = lastSeq - rows;
            at = lastAt;
        }

        private @Nullable Place next() {
            return at == null ? null : new Place(++seq, at);
        }
    }
}
