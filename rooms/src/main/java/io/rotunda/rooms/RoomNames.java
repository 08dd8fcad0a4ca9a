package io.rotunda.rooms;

import org.jspecify.annotations.Nullable;

/// Reads the names of rooms as back ends write them. What was written is never repeated: a name is up to a hundred
/// characters of anything.
final class RoomNames {
    private static final String CONVERSATION = ":conversation:";

    private RoomNames() {}

    static RoomId parse(String wireName, @Nullable String organizationId) {
        if (organizationId != null) {
            id(organizationId, "organizationId");
        }
        int colon = wireName.indexOf(':');
        var rest = wireName.substring(colon + 1);
        return switch (colon < 0 ? "" : wireName.substring(0, colon)) {
            case "org" -> new RoomId.Org(same(id(rest, "the organization of the room"), organizationId));
            case "user" -> new RoomId.User(tenant(organizationId), id(rest, "the user of the room"));
            case "channel" -> new RoomId.Channel(tenant(organizationId), id(rest, "the channel of the room"));
            case "call" -> new RoomId.Call(tenant(organizationId), id(rest, "the call of the room"));
            case "swarm" -> new RoomId.Swarm(tenant(organizationId), id(rest, "the session of the room"));
            case "activity" -> new RoomId.Activity(id(rest, "the customer of the room"));
            case "customer" -> conversation(rest);
            default -> throw noSuchKind();
        };
    }

    private static RoomId conversation(String rest) {
        int end = rest.indexOf(':');
        if (end < 0 || !rest.startsWith(CONVERSATION, end)) {
            throw noSuchKind();
        }
        return new RoomId.Conversation(
                id(rest.substring(0, end), "the customer of the room"),
                id(rest.substring(end + CONVERSATION.length()), "the conversation of the room"));
    }

    private static String tenant(@Nullable String organizationId) {
        if (organizationId == null) {
            throw new IllegalArgumentException("organizationId is missing: rooms of this kind belong to one");
        }
        return organizationId;
    }

    private static String same(String named, @Nullable String organizationId) {
        if (organizationId != null && !organizationId.equals(named)) {
            throw new IllegalArgumentException("the room belongs to another organization than organizationId");
        }
        return named;
    }

    private static String id(String id, String what) {
        if (!Ids.valid(id)) {
            throw new IllegalArgumentException(what + " must be 1 to 128 characters of A-Z a-z 0-9 _ . ~ @ | -");
        }
        return id;
    }

    private static IllegalArgumentException noSuchKind() {
        return new IllegalArgumentException("a room is one of org:…, user:…, channel:…, call:…, swarm:…, activity:…,"
                + " customer:…:conversation:…");
    }
}
