package io.rotunda.persistence;

import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.rooms.Teller;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Changes: a batch is one statement.
final class ChangeKeeper implements Keeper<PendingChange> {

    @Override
    public Class<PendingChange> kind() {
        return PendingChange.class;
    }

    @Override
    public List<PendingChange> answerKept(LaneLink.Session session, List<PendingChange> open) throws SQLException {
        var kept = session.findChanges().among(open);
        var rest = new ArrayList<PendingChange>(open.size());
        for (var pending : open) {
            var changed = kept.get(pending);
            if (changed == null) {
                rest.add(pending);
            } else {
                pending.committed(changed);
            }
        }
        return rest;
    }

    /// Returns those whose room was deleted meanwhile.
    @Override
    public List<PendingChange> commit(LaneLink.Session session, List<PendingChange> open) throws SQLException {
        var outcomes = session.apply().commit(open);
        var rest = new ArrayList<PendingChange>(0);
        Teller.inARow(() -> {
            for (int i = 0; i < open.size(); i++) {
                var pending = open.get(i);
                switch (outcomes.get(i)) {
                    case null -> rest.add(pending);
                    case Outcome.Committed(var changed) -> pending.committed(changed);
                    case Outcome other -> pending.answer(other);
                }
            }
        });
        return rest;
    }

    @Override
    public void tellKept(LaneLink.Session session, List<PendingChange> undecided) throws SQLException {
        var kept = session.findChanges().among(undecided);
        for (var pending : undecided) {
            var changed = kept.get(pending);
            if (changed != null) {
                pending.tell(changed);
            }
        }
    }
}
