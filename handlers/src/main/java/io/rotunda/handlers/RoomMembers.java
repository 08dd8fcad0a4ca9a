package io.rotunda.handlers;

import io.rotunda.rooms.Presence;
import io.rotunda.rooms.Room;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `GET /rooms/{room}/members`: the users who hear a room now, each with how many sockets, in the order of their ids.
/// They are counted anew for each page: to keep them in order would be work for whoever enters any room.
final class RoomMembers implements ApiCall<RoomMembers.Request> {
    private static final int MAX_USERS = 500;

    private final Rooms rooms;
    private final Presence presence;
    private final Executor background;

    /// @param background counts, off the lanes
    RoomMembers(Rooms rooms, Presence presence, Executor background) {
        this.rooms = rooms;
        this.presence = presence;
        this.background = background;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var counted = rooms.sockets(request.room());
        return new Ack.Later(
                ready -> counted.thenRunAsync(ready, background),
                () -> answer(request, counted.toCompletableFuture().join()));
    }

    private Answer answer(Request request, Map<RoomId.User, Integer> sockets) {
        var names = rooms.users(request.room()).stream()
                .collect(Collectors.toMap(Room.Present::user, Function.identity(), (one, _) -> one));
        var after = request.after();
        var users = sockets.keySet().stream()
                .filter(user -> after == null || user.userId().compareTo(after) > 0)
                .sorted(Comparator.comparing(RoomId.User::userId).thenComparing(RoomId.User::organizationId))
                .toList();
        var page = new ArrayList<Member>();
        for (var user : users) {
            // Namesakes of two organizations that share a customer stay on one page: the next begins behind their id.
            if (page.size() >= MAX_USERS && !page.getLast().userId().equals(user.userId())) {
                break;
            }
            page.add(new Member(user.userId(), name(user, names.get(user)), sockets.getOrDefault(user, 0)));
        }
        return new Answer(request.room().wireName(), page, page.size() < users.size());
    }

    /// As the room knows it where users are announced, else as the organization does.
    private String name(RoomId.User user, Room.@Nullable Present present) {
        if (present != null) {
            return present.userName();
        }
        var standing = presence.standing(user);
        return standing == null ? user.userId() : standing.userName();
    }

    /// @param after the last user of the page before; null for the first page
    record Request(RoomId room, @Nullable String after) {
        static Request read(Fields fields) {
            return new Request(fields.room("room", fields.optionalId("organizationId")), fields.optionalId("after"));
        }
    }

    record Answer(String room, List<Member> members, boolean hasMore) implements Payload {}

    record Member(String userId, String userName, int sockets) {}
}
