package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The sessions that are open on this node, by the ids that their clients know. Any thread. To find those of a user,
/// all are looked at: people and back ends ask for that now and then, and an index would cost every socket memory, and
/// connecting two more maps that all share.
final class Sessions implements Iterable<Session> {
    private final ConcurrentHashMap<String, Session> byId = new ConcurrentHashMap<>();

    void add(Session session) {
        byId.put(session.id(), session);
    }

    boolean has(Session session) {
        return byId.get(session.id()) == session;
    }

    /// Does nothing if its client has come back meanwhile.
    void remove(Session session) {
        byId.remove(session.id(), session);
    }

    int size() {
        return byId.size();
    }

    /// All of a user.
    List<Session> of(RoomId.User user) {
        return byId.values().stream()
                .filter(session -> session.user().equals(user))
                .toList();
    }

    @Nullable
    Session find(String id) {
        return byId.get(id);
    }

    /// Null also for a socket of another organization.
    @Nullable
    Session find(String id, String organizationId) {
        var session = byId.get(id);
        return session != null && session.user().organizationId().equals(organizationId) ? session : null;
    }

    /// The one of this organization that clients know by this id; empty if there is none.
    List<Session> with(String organizationId, String socketId) {
        var session = find(socketId, organizationId);
        return session == null ? List.of() : List.of(session);
    }

    @Override
    public Iterator<Session> iterator() {
        return byId.values().iterator();
    }
}
