package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Drafts.untouched;
import static io.rotunda.persistence.Outcomes.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HistoryIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Messages messages = DATABASE.messages();
    private final RoomId.Timeline room = room();
    private final List<Message> all = IntStream.range(0, 10)
            .mapToObj(i -> append(messages, draft(room, "message " + i)))
            .toList();

    @Test
    void theLatestComeOldestFirst() {
        assertEquals(new History(untouched(all), false, 10, 10), messages.latest(room, 10));
        assertEquals(new History(untouched(all.subList(7, 10)), true, 10, 10), messages.latest(room, 3));
    }

    @Test
    void whatLedUpToAMessageIsPagedBackward() {
        assertEquals(
                Optional.of(new History(untouched(all.subList(4, 7)), true, 10, 10)), messages.before(room, id(7), 3));
        assertEquals(
                Optional.of(new History(untouched(all.subList(0, 3)), false, 10, 10)), messages.before(room, id(3), 3));
        assertEquals(Optional.of(new History(List.of(), false, 10, 10)), messages.before(room, id(0), 3));
    }

    @Test
    void nothingLedUpToAMessageOfNoOrAnotherRoom() {
        var elsewhere = append(messages, draft(room(), "elsewhere")).draft().id();
        for (var unknown : List.of(Drafts.id(), elsewhere)) {
            assertEquals(Optional.empty(), messages.before(room, unknown, 3));
        }
    }

    @Test
    void roomsWithoutMessagesHaveAnEmptyHistory() {
        var empty = room();
        var nothing = new History(List.of(), false, 0, 0);
        assertEquals(nothing, messages.latest(empty, 3));
        DATABASE.timelines().create(empty);
        assertEquals(nothing, messages.latest(empty, 3));
        assertTrue(messages.before(empty, id(0), 3).isEmpty());
    }

    private MessageId id(int message) {
        return all.get(message).draft().id();
    }
}
