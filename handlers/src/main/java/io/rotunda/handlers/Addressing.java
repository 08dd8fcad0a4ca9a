package io.rotunda.handlers;

import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Ids;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Selection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds whom back ends mean. A name with a colon is that of a room, any other the id of a socket, which is nobody's
/// if it is not here.
final class Addressing {
    private final Sessions sessions;
    private final Recovery recovery;

    Addressing(Sessions sessions, Recovery recovery) {
        this.sessions = sessions;
        this.recovery = recovery;
    }

    Selection selection(Addressees whom) {
        var rooms = new HashSet<RoomId>();
        var clients = new HashSet<Feed>();
        var organizationId = whom.organizationId();
        if (organizationId != null && !Ids.valid(organizationId)) {
            throw Rejected.field("organizationId", "is not a valid id");
        }
        for (var name : whom.to()) {
            add(name, organizationId, rooms, clients);
        }
        if (whom.to().isEmpty()) {
            rooms.add(new RoomId.Org(required(organizationId)));
        }
        var exceptRooms = new HashSet<RoomId>();
        var exceptClients = new HashSet<Feed>();
        for (var name : whom.except()) {
            leaveOut(name, organizationId, exceptRooms, exceptClients);
        }
        return new Selection(rooms, clients, exceptRooms, exceptClients);
    }

    /// @throws Rejected if that is no room
    static RoomId room(String name, @Nullable String organizationId) {
        try {
            return RoomId.parse(name, organizationId);
        } catch (IllegalArgumentException unknown) {
            throw Rejected.field("room", String.valueOf(unknown.getMessage()));
        }
    }

    private void add(String name, @Nullable String organizationId, Set<RoomId> rooms, Set<Feed> clients) {
        if (isRoom(name)) {
            rooms.add(room(name, organizationId));
            return;
        }
        var session = sessions.find(name, required(organizationId));
        if (session != null) {
            clients.add(session.feed());
        }
    }

    /// Whose socket it is does not matter: it only hears less. One that is lost does not hear it once it is back
    /// either; who has come back meanwhile is a session again.
    private void leaveOut(String name, @Nullable String organizationId, Set<RoomId> rooms, Set<Feed> clients) {
        if (isRoom(name)) {
            rooms.add(room(name, organizationId));
            return;
        }
        addSession(name, clients);
        clients.addAll(recovery.feeds(name));
        addSession(name, clients);
    }

    private void addSession(String id, Set<Feed> clients) {
        var session = sessions.find(id);
        if (session != null) {
            clients.add(session.feed());
        }
    }

    private static boolean isRoom(String name) {
        return name.indexOf(':') >= 0;
    }

    private static String required(@Nullable String organizationId) {
        if (organizationId == null) {
            throw Rejected.field("organizationId", "is missing: a socket, and everybody, is somebody's of one");
        }
        return organizationId;
    }
}
