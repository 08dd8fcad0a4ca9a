package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.rooms.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DraftKeeperTest {
    private final RoomId.Timeline room = Drafts.room();

    /// If the first is refused, what is stored is the repetition.
    @Test
    void whatFollowsARepetitionInItsQueueIsNotStoredBeforeIt() {
        var first = pending("1", null);
        var again = pending("1", null);
        var second = pending("2", again);
        var third = pending("3", second);
        var another = pending("4", null);
        assertEquals(
                List.of(List.of(first, another), List.of(again, second, third)),
                new DraftKeeper(new DeletedRooms()).portions(List.of(first, again, second, third, another)));
    }

    private PendingDraft pending(String optimisticId, @Nullable PendingDraft after) {
        return new PendingDraft(draft(room, "ann", "hi", optimisticId), after, _ -> {});
    }
}
