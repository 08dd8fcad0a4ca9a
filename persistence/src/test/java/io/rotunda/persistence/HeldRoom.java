package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.SQLException;

/// A room whose row somebody else has locked: who appends to it waits until [#release], and what comes
/// meanwhile gathers in one batch.
final class HeldRoom implements AutoCloseable {
    private final RoomId.Timeline room = Drafts.room();
    private final Connection connection;

    HeldRoom(FreshDatabase database) throws SQLException {
        database.timelines().create(room);
        connection = database.connect();
        connection.setAutoCommit(false);
        try (var statement =
                connection.prepareStatement("SELECT FROM rooms r WHERE " + Address.IS_ROOM + " FOR UPDATE")) {
            Address.bind(statement, 1, room);
            statement.execute();
        }
    }

    RoomId.Timeline room() {
        return room;
    }

    /// Returns once somebody waits for the room.
    void awaitWaiter() throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                WHERE NOT l.granted AND a.datname = current_database()
                """)) {
            boolean waits;
            do {
                try (var row = statement.executeQuery()) {
                    row.next();
                    waits = row.getInt(1) > 0;
                }
            } while (!waits);
        }
    }

    void release() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
