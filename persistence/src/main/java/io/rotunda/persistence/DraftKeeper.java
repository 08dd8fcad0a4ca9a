package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Teller;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Messages: a batch is one statement. The same draft may come again, also within a batch.
final class DraftKeeper implements Keeper<PendingDraft> {
    private final DeletedRooms deleted;

    /// @param deleted those of the same lane
    DraftKeeper(DeletedRooms deleted) {
        this.deleted = deleted;
    }

    @Override
    public Class<PendingDraft> kind() {
        return PendingDraft.class;
    }

    @Override
    public List<List<PendingDraft>> portions(List<PendingDraft> batch) {
        var firsts = new ArrayList<PendingDraft>(batch.size());
        var repeats = new ArrayList<PendingDraft>(0);
        var seen = new HashSet<Object>(4 * batch.size());
        var later = new HashSet<PendingDraft>(0);
        for (var pending : batch) {
            // What must not be kept without a repetition, must not be kept before it either.
            if (isNew(pending.draft(), seen) && !later.contains(pending.after())) {
                firsts.add(pending);
            } else {
                repeats.add(pending);
                later.add(pending);
            }
        }
        return List.of(firsts, repeats);
    }

    @Override
    public List<PendingDraft> answerKept(LaneLink.Session session, List<PendingDraft> open) throws SQLException {
        var kept = session.find().among(open);
        var rest = new ArrayList<PendingDraft>(open.size());
        for (var pending : open) {
            var found = kept.get(pending);
            if (found == null) {
                rest.add(pending);
            } else if (pending.inDoubt() && isSame(pending, found)) {
                pending.committed(found.first()); // it was our own statement, and it had been committed
            } else {
                pending.repeats(found);
            }
        }
        return rest;
    }

    /// Returns those whose room was deleted meanwhile.
    @Override
    public List<PendingDraft> commit(LaneLink.Session session, List<PendingDraft> open) throws SQLException {
        return deleted.none() ? insert(session, open) : insert(session, withRoom(session, open));
    }

    /// Answers those whose room was deleted before they were in line, and was not made again.
    private List<PendingDraft> withRoom(LaneLink.Session session, List<PendingDraft> open) throws SQLException {
        var rest = new ArrayList<PendingDraft>(open.size());
        for (var pending : open) {
            var room = pending.room();
            if (!deleted.has(room)) {
                rest.add(pending);
            } else if (session.lists().number(room).isPresent()) {
                deleted.remove(room);
                rest.add(pending);
            } else {
                pending.answer(new Messages.Appended.NoSuchRoom());
            }
        }
        return rest;
    }

    private static List<PendingDraft> insert(LaneLink.Session session, List<PendingDraft> open) throws SQLException {
        if (open.isEmpty()) {
            return open;
        }
        var places = session.insert().commit(open);
        var rest = new ArrayList<PendingDraft>(0);
        Teller.inARow(() -> {
            for (int i = 0; i < open.size(); i++) {
                var place = places.get(i);
                if (place == null) {
                    rest.add(open.get(i));
                } else {
                    open.get(i).committed(place.seq(), place.at());
                }
            }
        });
        return rest;
    }

    @Override
    public void tellKept(LaneLink.Session session, List<PendingDraft> undecided) throws SQLException {
        var kept = session.find().among(undecided);
        for (var pending : undecided) {
            var found = kept.get(pending);
            if (found != null && isSame(pending, found)) {
                pending.tell(found.first());
            }
        }
    }

    private static boolean isSame(PendingDraft pending, FindStored.Stored stored) {
        return stored.first().draft().id().equals(pending.draft().id());
    }

    /// Whether neither the draft's id nor its `optimisticId` came before in this batch.
    private static boolean isNew(Draft draft, Set<Object> seen) {
        var optimisticId = draft.optimisticId();
        return seen.add(draft.id())
                && (optimisticId == null || seen.add(new Once(draft.room(), draft.user(), optimisticId)));
    }

    private record Once(RoomId.Timeline room, RoomId.User user, String optimisticId) {}
}
