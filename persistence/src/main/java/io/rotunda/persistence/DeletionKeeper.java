package io.rotunda.persistence;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rooms that are deleted: rare, so each is a statement of its own. The last of a batch, so that all that came in it
/// before a deletion is kept before it.
final class DeletionKeeper implements Keeper<PendingDeletion> {
    private final DeletedRooms deleted;

    /// @param deleted those of the same lane
    DeletionKeeper(DeletedRooms deleted) {
        this.deleted = deleted;
    }

    @Override
    public Class<PendingDeletion> kind() {
        return PendingDeletion.class;
    }

    @Override
    public List<List<PendingDeletion>> portions(List<PendingDeletion> batch) {
        return batch.stream().map(List::of).toList();
    }

    @Override
    public List<PendingDeletion> answerKept(LaneLink.Session session, List<PendingDeletion> open) throws SQLException {
        var rest = new ArrayList<PendingDeletion>(0);
        for (var pending : open) {
            var number = gone(session, pending);
            if (number == null) {
                rest.add(pending);
            } else {
                pending.committed(number);
            }
        }
        return rest;
    }

    @Override
    public List<PendingDeletion> commit(LaneLink.Session session, List<PendingDeletion> open) throws SQLException {
        var pending = open.getFirst();
        var number = session.lists().number(pending.room());
        if (number.isEmpty()) {
            pending.answer(Optional.empty());
        } else {
            pending.number(number.get());
            session.lists().delete(number.get(), pending.room());
            deleted.add(pending.room());
            pending.committed(number.get());
        }
        return List.of();
    }

    /// Nobody is told, but what comes next must not make the room anew.
    @Override
    public void tellKept(LaneLink.Session session, List<PendingDeletion> undecided) throws SQLException {
        for (var pending : undecided) {
            gone(session, pending);
        }
    }

    /// The number that the room had; null if this did not delete it.
    private @Nullable Long gone(LaneLink.Session session, PendingDeletion pending) throws SQLException {
        var number = pending.number();
        if (number == null || session.lists().has(number)) {
            return null;
        }
        deleted.add(pending.room());
        return number;
    }
}
