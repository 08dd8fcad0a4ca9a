package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Messages in PostgreSQL: appended by [GroupCommit], read as a [Stretch].
final class PostgresMessages implements Messages {
    private static final History NOTHING = new History(List.of(), false, 0, 0);

    static final String CONTAINS =
            "SELECT FROM messages m JOIN rooms r USING (room_id) WHERE m.id = ? AND " + Address.IS_ROOM;

    static final String NAMED = "SELECT " + MessageRows.COLUMNS + "FROM rooms r JOIN messages m USING (room_id)"
            + " WHERE m.user_id = ? AND m.optimistic_id = ? AND m.organization_id = ? AND " + Address.IS_ROOM;

    private final ConnectionPool pool;
    private final GroupCommit commits;

    PostgresMessages(ConnectionPool pool, GroupCommit commits) {
        this.pool = pool;
        this.commits = commits;
    }

    @Override
    public Submission submit(Draft draft, @Nullable Submission after, Consumer<Message> committed) {
        return commits.submit(new PendingDraft(draft, after instanceof PendingDraft ours ? ours : null, committed));
    }

    @Override
    public History latest(RoomId.Timeline room, int limit) {
        return pool.ask(connection -> Stretch.LATEST.read(connection, room, null, limit))
                .orElse(NOTHING);
    }

    @Override
    public Optional<History> before(RoomId.Timeline room, MessageId id, int limit) {
        return pool.ask(connection -> Stretch.BEFORE.read(connection, room, id, limit));
    }

    @Override
    public Optional<History> after(RoomId.Timeline room, MessageId id, int limit) {
        return pool.ask(connection -> Stretch.AFTER.read(connection, room, id, limit));
    }

    @Override
    public Optional<Missed> missed(RoomId.Timeline room, Since since, int messages, int changes) {
        return pool.ask(connection -> MissedStretch.read(connection, room, since, messages, changes));
    }

    @Override
    public Optional<Message> named(RoomId.Timeline room, RoomId.User user, String optimisticId) {
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(NAMED)) {
                statement.setString(1, user.userId());
                statement.setString(2, optimisticId);
                statement.setString(3, user.organizationId());
                Address.bind(statement, 4, room);
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.ofNullable(MessageRows.read(row, 1, room)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean contains(RoomId.Timeline room, MessageId id) {
        return pool.ask(connection -> {
            try (var statement = connection.prepareStatement(CONTAINS)) {
                statement.setObject(1, id.uuid());
                Address.bind(statement, 2, room);
                try (var row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }
}
