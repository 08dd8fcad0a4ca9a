package io.rotunda.persistence.memory;

import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Receipts;
import io.rotunda.rooms.RoomId;
import java.util.Optional;

/// What is kept of one message and one user, in memory.
final class MemoryReceipts implements Receipts {
    private final MemoryRooms rooms;
    private final MemoryTimelines timelines;
    private final Outage outage;

    MemoryReceipts(MemoryRooms rooms, MemoryTimelines timelines, Outage outage) {
        this.rooms = rooms;
        this.timelines = timelines;
        this.outage = outage;
    }

    @Override
    public Optional<Receipt> find(MessageId id, RoomId.User user) {
        outage.reach();
        for (var room : rooms.all()) {
            var found = room.log().find(id);
            if (found != null) {
                var message = found.remembered().message();
                var draft = message.draft();
                return Optional.of(new Receipt(
                        draft.room(),
                        message.seq(),
                        message.createdAt(),
                        draft.user(),
                        found.deleted(),
                        timelines.standing(draft.room(), user.userId()),
                        room.log().readUpTo(user)));
            }
        }
        return Optional.empty();
    }
}
