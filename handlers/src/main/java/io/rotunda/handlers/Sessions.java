package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that are open on this node. Any thread. To find some, all are looked at: it is asked for by people and
/// by back ends now and then, and an index would cost each socket memory.
final class Sessions implements Iterable<Session> {
    private final Set<Session> all = ConcurrentHashMap.newKeySet();

    void add(Session session) {
        all.add(session);
    }

    /// Whether it was there.
    boolean remove(Session session) {
        return all.remove(session);
    }

    int size() {
        return all.size();
    }

    /// All of a user.
    List<Session> of(RoomId.User user) {
        return all.stream().filter(session -> session.user().equals(user)).toList();
    }

    /// The one of this organization that clients know by this id; empty if there is none.
    List<Session> with(String organizationId, String socketId) {
        return all.stream()
                .filter(session -> session.id().equals(socketId)
                        && session.user().organizationId().equals(organizationId))
                .toList();
    }

    @Override
    public Iterator<Session> iterator() {
        return all.iterator();
    }
}
