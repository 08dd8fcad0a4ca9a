package io.rotunda.persistence;

import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/// What is kept of one message and one user, in PostgreSQL.
final class PostgresReceipts implements Receipts {
    static final String FIND = """
            SELECT r.kind, r.tenant, r.wire_id, m.seq, m.created_at, m.organization_id, m.user_id,
              m.deleted_at IS NOT NULL, r.members_only,
              EXISTS (SELECT FROM room_members x WHERE x.room_id = m.room_id AND x.user_id = ?),
              coalesce((
                SELECT k.seq FROM read_marks k
                WHERE k.room_id = m.room_id AND k.user_id = ? AND k.organization_id = ?), 0)
            FROM messages m
            CROSS JOIN LATERAL (
              SELECT kind, tenant, wire_id, members_only FROM rooms x WHERE x.room_id = m.room_id LIMIT 1
            ) r
            WHERE m.id = ?
            """;

    private final ConnectionPool pool;

    PostgresReceipts(ConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    public Optional<Receipt> find(MessageId id, RoomId.User user) {
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(FIND)) {
                statement.setString(1, user.userId());
                statement.setString(2, user.userId());
                statement.setString(3, user.organizationId());
                statement.setObject(4, id.uuid());
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(receipt(row)) : Optional.empty();
                }
            }
        });
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        var member = row.getBoolean(10) ? Standing.MEMBER : Standing.STRANGER;
        return new Receipt(
                Address.room(row.getString(1), row.getString(2), row.getString(3)),
                row.getLong(4),
                Objects.requireNonNull(MessageRows.instant(row, 5)),
                new RoomId.User(row.getString(6), row.getString(7)),
                row.getBoolean(8),
                row.getBoolean(9) ? member : Standing.OPEN,
                row.getLong(11));
    }
}
