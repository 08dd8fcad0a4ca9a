package io.rotunda.handlers;

import io.rotunda.persistence.Timelines;
import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who may enter which room, and speak in it.
final class Entry {
    /// No user has this id.
    private static final String NOBODY = "";

    private final Timelines timelines;
    private final boolean autoCreateRooms;

    /// Those that are being deleted, and how often.
    private final Map<RoomId.Timeline, Integer> barred = new ConcurrentHashMap<>(0);

    Entry(Timelines timelines, boolean autoCreateRooms) {
        this.timelines = timelines;
        this.autoCreateRooms = autoCreateRooms;
    }

    /// Returns if the principal may enter. Blocks.
    ///
    /// @throws Rejected if there is no such room for the principal, or it has a list that leaves the
    ///     principal out
    void check(Principal who, RoomId room) {
        check(who, room, false);
    }

    /// The same, and makes the room exist if that is allowed. Blocks.
    void checkOrCreate(Principal who, RoomId room) {
        check(who, room, autoCreateRooms);
    }

    /// Nobody may enter the room, whatever its list says, until [#unbar] was called as often: it is being deleted.
    void bar(RoomId.Timeline room) {
        barred.merge(room, 1, Integer::sum);
    }

    void unbar(RoomId.Timeline room) {
        barred.computeIfPresent(room, (_, times) -> times == 1 ? null : times - 1);
    }

    /// Returns if there is such a room. Blocks.
    ///
    /// @throws Rejected if there is none
    void requireThere(RoomId.Timeline room) {
        if (timelines.standing(room, NOBODY) == Standing.ABSENT) {
            throw noSuchRoom();
        }
    }

    /// Whether the room is one that the principal may know of. No default: a new kind of room does not
    /// compile until somebody decides who may enter it.
    static boolean reaches(Principal who, RoomId room) {
        return switch (room) {
            case RoomId.Org(var organizationId) -> organizationId.equals(who.organizationId());
            case RoomId.User(var organizationId, var userId) ->
                organizationId.equals(who.organizationId()) && userId.equals(who.userId());
            case RoomId.Channel(var organizationId, var _) -> organizationId.equals(who.organizationId());
            case RoomId.Conversation(var customerId, var _) -> who.customerIds().contains(customerId);
            case RoomId.Call(var organizationId, var _) -> organizationId.equals(who.organizationId());
            case RoomId.Swarm(var organizationId, var _) -> organizationId.equals(who.organizationId());
            case RoomId.Activity(var customerId) -> who.customerIds().contains(customerId);
        };
    }

    private void check(Principal who, RoomId room, boolean mayCreate) {
        if (!reaches(who, room)) {
            throw noSuchRoom();
        }
        if (room instanceof RoomId.Timeline timeline) {
            check(who, timeline, mayCreate);
        }
    }

    private void check(Principal who, RoomId.Timeline room, boolean mayCreate) {
        if (barred.containsKey(room)) {
            throw noSuchRoom();
        }
        var standing = timelines.standing(room, who.userId());
        if (standing == Standing.ABSENT && mayCreate) {
            standing = timelines.create(room)
                    ? Standing.OPEN
                    : timelines.standing(room, who.userId()); // somebody else has made it, maybe with a list
        }
        switch (standing) {
            case OPEN, MEMBER -> {}
            case ABSENT -> throw noSuchRoom();
            case STRANGER -> {
                if (who.role() != Role.ADMIN) {
                    throw new Rejected(ErrorCode.FORBIDDEN, "not a member of this room");
                }
            }
        }
    }

    static Rejected noSuchRoom() {
        return new Rejected(ErrorCode.NOT_FOUND, "no such room");
    }
}
