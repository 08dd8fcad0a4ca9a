package io.rotunda.persistence;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What channels are called: rare, so each patch is a statement of its own. A patch whose answer was lost and that
/// another one overtook is made once more: what is told last is what is kept.
final class PatchKeeper implements Keeper<PendingPatch> {

    @Override
    public Class<PendingPatch> kind() {
        return PendingPatch.class;
    }

    @Override
    public List<List<PendingPatch>> portions(List<PendingPatch> batch) {
        return batch.stream().map(List::of).toList();
    }

    @Override
    public List<PendingPatch> answerKept(LaneLink.Session session, List<PendingPatch> open) throws SQLException {
        var rest = new ArrayList<PendingPatch>(0);
        for (var pending : open) {
            var kept = session.channels().lastPatchedBy(pending);
            if (kept == null) {
                rest.add(pending);
            } else {
                pending.committed(kept);
            }
        }
        return rest;
    }

    @Override
    public List<PendingPatch> commit(LaneLink.Session session, List<PendingPatch> open) throws SQLException {
        var pending = open.getFirst();
        session.channels().patch(pending).ifPresentOrElse(pending::committed, () -> pending.answer(Optional.empty()));
        return List.of();
    }

    @Override
    public void tellKept(LaneLink.Session session, List<PendingPatch> undecided) throws SQLException {
        var kept = new LinkedHashMap<PendingPatch, Channel>();
        for (var pending : undecided) {
            var channel = session.channels().lastPatchedBy(pending);
            if (channel != null) {
                kept.put(pending, channel);
            }
        }
        kept.forEach(PendingPatch::tell);
    }
}
