package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/// The stores in PostgreSQL.
record PostgresUnderTest(FreshDatabase database) implements StoresUnderTest {

    @Override
    public Stores stores() {
        return database.database().stores();
    }

    /// Time never runs backwards in a room: a time in the future stays until the clock has come there.
    @Override
    public void timeIs(RoomId.Timeline room, Instant time) {
        stores().timelines().create(room);
        execute("UPDATE rooms r SET last_at = '%s' WHERE ".formatted(time.atOffset(ZoneOffset.UTC)), room);
    }

    @Override
    public void onlyFor(RoomId.Timeline room, String... userIds) {
        execute("UPDATE rooms r SET members_only = true WHERE ", room);
        for (var userId : userIds) {
            execute("INSERT INTO room_members SELECT room_id, '%s' FROM rooms r WHERE ".formatted(userId), room);
        }
    }

    private void execute(String sql, RoomId.Timeline room) {
        try (var connection = database.connect();
                var statement = connection.prepareStatement(sql + Address.IS_ROOM)) {
            Address.bind(statement, 1, room);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
