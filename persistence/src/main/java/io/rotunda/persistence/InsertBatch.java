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
    // width_bucket finds a room's place in the sorted array of their numbers. What unnest gives in a SELECT list is
    // used row by row; in FROM each array would be written to a store of its own first. An array that ends sooner, as
    // one of nothing but nulls does, goes on with nulls.
    static final String SQL = """
            WITH raised AS (
              UPDATE rooms SET
                last_seq = last_seq + (?::int4[])[width_bucket(room_id, ?::int8[])],
                message_count = message_count + (?::int4[])[width_bucket(room_id, ?::int8[])],
                last_at = greatest(last_at, date_trunc('milliseconds', clock_timestamp()))
              WHERE room_id = ANY (?::int8[])
              RETURNING room_id, last_seq, last_at
            ), stored AS (
              INSERT INTO messages (
                room_id, seq, created_at, id, thread_id, organization_id, user_id, user_name,
                content, content_type, mentions, attachments, metadata, workspace_id, optimistic_id)
              SELECT
                room_id, last_seq - behind, last_at, id, thread_id, organization_id, user_id, user_name,
                content, coalesce(content_type, 'text'), mentions, attachments, metadata, workspace_id, optimistic_id
              FROM raised JOIN (
                SELECT
                  unnest(?::int8[]) AS room_id, unnest(?::int4[]) AS behind, unnest(?::uuid[]) AS id,
                  unnest(?::uuid[]) AS thread_id, unnest(?::text[]) AS organization_id, unnest(?::text[]) AS user_id,
                  unnest(?::text[]) AS user_name, unnest(?::text[]) AS content, unnest(?::text[]) AS content_type,
                  unnest(?::json[]) AS mentions, unnest(?::json[]) AS attachments, unnest(?::json[]) AS metadata,
                  unnest(?::text[]) AS workspace_id, unnest(?::text[]) AS optimistic_id
              ) draft USING (room_id)
            )
            SELECT room_id, last_seq, last_at FROM raised
            """;

    /// The same, and what was stored is noted in the outbox: in the order of positions, room by room.
    static final String NOTED_SQL = SQL.replace("""
            )
            SELECT room_id, last_seq, last_at FROM raised
            """, """
              RETURNING room_id, seq, created_at
            ), noted AS (
              INSERT INTO outbox (line, seq, at)
              SELECT room_id, seq, created_at FROM stored ORDER BY room_id, seq
            )
            SELECT room_id, last_seq, last_at FROM raised
            """);

    private static final String USUAL_CONTENT_TYPE = "text";

    private final PreparedStatement statement;
    private final RoomNumbers numbers;
    private final ArrayColumn shareRows = ArrayColumn.ints();
    private final ArrayColumn shareRoomIds = ArrayColumn.longs();

    private final ArrayColumn roomIds = ArrayColumn.longs();
    private final ArrayColumn behind = ArrayColumn.ints();
    private final ArrayColumn ids = ArrayColumn.uuids();
    private final ArrayColumn threadIds = ArrayColumn.uuids();
    private final ArrayColumn organizationIds = ArrayColumn.texts();
    private final ArrayColumn userIds = ArrayColumn.texts();
    private final ArrayColumn userNames = ArrayColumn.texts();
    private final ArrayColumn contents = ArrayColumn.texts();
    private final ArrayColumn contentTypes = ArrayColumn.texts();
    private final ArrayColumn mentions = ArrayColumn.jsons();
    private final ArrayColumn attachments = ArrayColumn.jsons();
    private final ArrayColumn metadata = ArrayColumn.jsons();
    private final ArrayColumn workspaceIds = ArrayColumn.texts();
    private final ArrayColumn optimisticIds = ArrayColumn.texts();

    /// In the order of the parameters.
    private final List<ArrayColumn> parameters = List.of(
            shareRows,
            shareRoomIds,
            shareRows,
            shareRoomIds,
            shareRoomIds,
            roomIds,
            behind,
            ids,
            threadIds,
            organizationIds,
            userIds,
            userNames,
            contents,
            contentTypes,
            mentions,
            attachments,
            metadata,
            workspaceIds,
            optimisticIds);

    /// @param noted whether what is committed is noted in the outbox
    InsertBatch(Connection connection, RoomNumbers numbers, boolean noted) throws SQLException {
        statement = connection.prepareStatement(noted ? NOTED_SQL : SQL);
        this.numbers = numbers;
    }

    /// Commits all or nothing; left out are only drafts of a room that was deleted a moment ago. Each room's
    /// drafts get the next positions of the room, in the order given.
    ///
    /// @return where each draft lies, in the order given; null for one that was left out
    List<@Nullable Place> commit(List<PendingDraft> drafts) throws SQLException {
        var rooms = new HashMap<RoomId.Timeline, Share>();
        var shares = new ArrayList<Share>(drafts.size());
        for (var pending : drafts) {
            var share = rooms.computeIfAbsent(pending.room(), Share::new);
            share.drafts.add(pending.draft());
            shares.add(share);
        }
        var byNumber = numbered(rooms);
        // Room by room: neighbours in the table and in its indexes are written one after the other.
        parameters.forEach(ArrayColumn::clear);
        byNumber.forEach(this::add);
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).bind(statement, i + 1);
        }
        readPlaces(byNumber);
        var places = new ArrayList<@Nullable Place>(drafts.size());
        shares.forEach(share -> places.add(share.next()));
        return places;
    }

    private List<Share> numbered(Map<RoomId.Timeline, Share> rooms) throws SQLException {
        var known = numbers.of(rooms.keySet());
        var shares = new ArrayList<>(rooms.values());
        shares.forEach(share -> share.roomId = known.getOrDefault(share.room, RoomNumbers.NONE));
        shares.sort(Comparator.comparingLong(share -> share.roomId));
        return shares;
    }

    private void readPlaces(List<Share> shares) throws SQLException {
        var byRoomId = new HashMap<Long, Share>();
        shares.forEach(share -> byRoomId.put(share.roomId, share));
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                var share = Objects.requireNonNull(byRoomId.get(row.getLong(1)));
                share.raised(row.getLong(2), MessageRows.instant(row, 3));
            }
        }
        for (var share : shares) {
            if (share.at == null) {
                numbers.forget(share.room);
            }
        }
    }

    private void add(Share share) {
        int rows = share.drafts.size();
        shareRoomIds.add(share.roomId);
        shareRows.add(rows);
        for (var draft : share.drafts) {
            roomIds.add(share.roomId);
            behind.add(--rows);
            add(draft);
        }
    }

    private void add(Draft draft) {
        ids.add(draft.id().uuid());
        var thread = draft.threadId();
        threadIds.add(thread == null ? null : thread.uuid());
        organizationIds.add(draft.user().organizationId());
        userIds.add(draft.user().userId());
        userNames.add(draft.userName());
        contents.add(draft.content());
        contentTypes.add(draft.contentType().equals(USUAL_CONTENT_TYPE) ? null : draft.contentType());
        mentions.add(MessageRows.orNullIfEmpty(draft.mentions()));
        attachments.add(MessageRows.orNullIfEmpty(draft.attachments()));
        metadata.add(draft.metadata());
        workspaceIds.add(draft.workspaceId());
        optimisticIds.add(draft.optimisticId());
    }

    /// Where a committed draft lies in its room.
    record Place(long seq, Instant at) {}

    /// What one room has in one batch.
    private static final class Share {
        private final RoomId.Timeline room;
        private final List<Draft> drafts = new ArrayList<>();
        private long roomId;
        private long seq;
        private @Nullable Instant at;

        private Share(RoomId.Timeline room) {
            this.room = room;
        }

        private void raised(long lastSeq, @Nullable Instant lastAt) {
            seq = lastSeq - drafts.size();
            at = lastAt;
        }

        private @Nullable Place next() {
            return at == null ? null : new Place(++seq, at);
        }
    }
}
