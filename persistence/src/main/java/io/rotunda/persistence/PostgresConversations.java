package io.rotunda.persistence;

import io.rotunda.persistence.Conversation.Attribute;
import io.rotunda.rooms.RoomId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Conversations in PostgreSQL. One that nobody described has a row in `rooms` only.
final class PostgresConversations implements Conversations {
    static final String FIND = """
            SELECT r.created_at, c.name, c.type
            FROM rooms r LEFT JOIN conversations c USING (room_id)
            WHERE %s
            """.formatted(Address.IS_ROOM);

    static final String UPDATE = """
            INSERT INTO conversations AS c (room_id, name, type)
            SELECT r.room_id, ?, ? FROM rooms r WHERE %s
            ON CONFLICT (room_id) DO UPDATE SET
              name = CASE WHEN ? THEN excluded.name ELSE c.name END,
              type = CASE WHEN ? THEN excluded.type ELSE c.type END
            """.formatted(Address.IS_ROOM);

    private final ConnectionPool pool;

    PostgresConversations(ConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    public Optional<Conversation> find(RoomId.Conversation conversation) {
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(FIND)) {
                Address.bind(statement, 1, conversation);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    var createdAt =
                            Objects.requireNonNull(MessageRows.instant(row, 1)).truncatedTo(ChronoUnit.MILLIS);
                    return Optional.of(new Conversation(conversation, row.getString(2), row.getString(3), createdAt));
                }
            }
        });
    }

    @Override
    public void update(RoomId.Conversation conversation, Map<Attribute, @Nullable String> values) {
        pool.ask(connection -> {
            try (var statement = connection.prepareStatement(UPDATE)) {
                statement.setString(1, values.get(Attribute.NAME));
                statement.setString(2, values.get(Attribute.TYPE));
                Address.bind(statement, 3, conversation);
                statement.setBoolean(6, values.containsKey(Attribute.NAME));
                statement.setBoolean(7, values.containsKey(Attribute.TYPE));
                return statement.executeUpdate();
            }
        });
    }
}
