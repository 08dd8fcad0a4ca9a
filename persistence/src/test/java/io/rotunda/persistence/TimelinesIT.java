package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.room;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TimelinesIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Timelines timelines = DATABASE.timelines();

    @Test
    void aRoomIsAbsentUntilItIsCreated() {
        var room = room();
        assertEquals(Standing.ABSENT, timelines.standing(room, "ann"));
        timelines.create(room);
        assertEquals(Standing.OPEN, timelines.standing(room, "ann"));
    }

    @Test
    void manyMayCreateARoomAtOnce() throws Exception {
        var room = room();
        Outcomes.atOnce(30, _ -> {
            timelines.create(room);
            return room;
        });
        assertEquals(Standing.OPEN, timelines.standing(room, "ann"));
    }

    @Test
    void creatingARoomAgainChangesNothing() {
        var room = room();
        Outcomes.append(DATABASE.messages(), Drafts.draft(room, "hi"));
        timelines.create(room);
        assertEquals(1, DATABASE.messages().latest(room, 10).through());
    }

    @Test
    void aRoomWithAListOfMembersIsClosedToOthersAlsoWhenTheListIsEmpty() throws SQLException {
        var room = room();
        timelines.create(room);
        execute("UPDATE rooms SET members_only = true WHERE wire_id = ?", room);
        assertEquals(Standing.STRANGER, timelines.standing(room, "ann"));
        execute("INSERT INTO room_members SELECT room_id, 'ann' FROM rooms WHERE wire_id = ?", room);
        assertEquals(Standing.MEMBER, timelines.standing(room, "ann"));
        assertEquals(Standing.STRANGER, timelines.standing(room, "bob"));
    }

    private static void execute(String sql, RoomId.Timeline room) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, Address.wireId(room));
            statement.execute();
        }
    }
}
