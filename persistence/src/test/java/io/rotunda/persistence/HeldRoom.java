package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.SQLException;

/// A room whose row somebody else has locked: who appends to it waits until [#release], and what comes
/// meanwhile gathers in one batch.
final class HeldRoom implements AutoCloseable {
    private final RoomId.Timeline room;
    private final Connection connection;

    HeldRoom(FreshDatabase database) throws SQLException {
        this(database, Drafts.room());
    }

    HeldRoom(FreshDatabase database, RoomId.Timeline room) throws SQLException {
        this.room = room;
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
        awaitWaiters(1);
    }

    /// Returns once so many wait for the room.
    void awaitWaiters(int count) throws SQLException {
        awaitWaiters(connection, count);
    }

    /// Returns once so many wait for any lock of the database.
    static void awaitWaiters(Connection connection, int count) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                WHERE NOT l.granted AND a.datname = current_database()
                """)) {
            boolean waits;
            do {
                // Within a transaction PostgreSQL shows the connections that there were when it was asked first.
                connection.createStatement().execute("SELECT pg_stat_clear_snapshot()");
                try (var row = statement.executeQuery()) {
                    row.next();
                    waits = row.getInt(1) >= count;
                }
            } while (!waits && !Thread.interrupted()); // by the test's time-out
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
