package io.rotunda.persistence;

import io.rotunda.persistence.Channel.Attribute;
import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a channel lies in its rows. A channel that was never patched has a row in `rooms` only.
final class ChannelRows {
    static final String FIND = """
            SELECT r.created_at, c.name, c.topic, c.description, c.metadata, c.updated_at
            FROM rooms r LEFT JOIN channels c USING (room_id)
            WHERE %s
            """.formatted(Address.IS_ROOM);

    static final String PATCHED = FIND + "AND c.last_patch = ?";

    static final String PATCH = """
            INSERT INTO channels AS c (room_id, name, topic, description, metadata, updated_at, last_patch)
            SELECT r.room_id, ?, ?, ?, ?::json, date_trunc('milliseconds', clock_timestamp()), ?
            FROM rooms r WHERE %s
            ON CONFLICT (room_id) DO UPDATE SET
              name = CASE WHEN ? THEN excluded.name ELSE c.name END,
              topic = CASE WHEN ? THEN excluded.topic ELSE c.topic END,
              description = CASE WHEN ? THEN excluded.description ELSE c.description END,
              metadata = CASE WHEN ? THEN excluded.metadata ELSE c.metadata END,
              updated_at = greatest(c.updated_at, excluded.updated_at),
              last_patch = excluded.last_patch
            RETURNING (SELECT r.created_at FROM rooms r WHERE r.room_id = c.room_id),
              c.name, c.topic, c.description, c.metadata, c.updated_at
            """.formatted(Address.IS_ROOM);

    private static final List<Attribute> ATTRIBUTES =
            List.of(Attribute.NAME, Attribute.TOPIC, Attribute.DESCRIPTION, Attribute.METADATA);

    private final Connection connection;

    ChannelRows(Connection connection) {
        this.connection = connection;
    }

    Optional<Channel> find(RoomId.Channel channel) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Address.bind(statement, 1, channel);
            return read(statement, channel);
        }
    }

    /// Commits the patch; empty if there is no such channel.
    Optional<Channel> patch(PendingPatch pending) throws SQLException {
        var values = pending.patch().values();
        try (var statement = connection.prepareStatement(PATCH)) {
            int parameter = 1;
            for (var attribute : ATTRIBUTES) {
                statement.setString(parameter++, values.get(attribute));
            }
            statement.setObject(parameter++, pending.attempt());
            Address.bind(statement, parameter, pending.room());
            parameter += 3;
            for (var attribute : ATTRIBUTES) {
                statement.setBoolean(parameter++, values.containsKey(attribute));
            }
            return read(statement, pending.room());
        }
    }

    /// The channel if this was the last patch that it got, or null.
    @Nullable
    Channel lastPatchedBy(PendingPatch pending) throws SQLException {
        try (var statement = connection.prepareStatement(PATCHED)) {
            Address.bind(statement, 1, pending.room());
            statement.setObject(4, pending.attempt());
            return read(statement, pending.room()).orElse(null);
        }
    }

    private static Optional<Channel> read(PreparedStatement statement, RoomId.Channel channel) throws SQLException {
        try (var row = statement.executeQuery()) {
            return row.next() ? Optional.of(read(row, channel)) : Optional.empty();
        }
    }

    private static Channel read(ResultSet row, RoomId.Channel channel) throws SQLException {
        var createdAt = Objects.requireNonNull(MessageRows.instant(row, 1)).truncatedTo(ChronoUnit.MILLIS);
        var updatedAt = MessageRows.instant(row, 6);
        return new Channel(
                channel,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                createdAt,
                updatedAt == null ? createdAt : updatedAt);
    }
}
