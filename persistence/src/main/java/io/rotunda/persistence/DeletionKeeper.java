package io.rotunda.persistence;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            var number = pending.number();
            if (number == null || session.lists().has(number)) {
                rest.add(pending);
            } else {
                deleted.add(pending.room());
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

    /// Nobody is told.
    @Override
    public void tellKept(LaneLink.Session session, List<PendingDeletion> undecided) {}
}
