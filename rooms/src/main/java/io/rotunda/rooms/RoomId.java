package io.rotunda.rooms;

import org.jspecify.annotations.Nullable;

/// Where an event is delivered. The tenant is part of each room, so two tenants that use the same id
/// have two rooms that never meet.
///
/// Every part is a valid id (see [Ids]); the constructors throw [IllegalArgumentException] otherwise.
public sealed interface RoomId {

    /// The organization or customer that the room belongs to.
    String tenant();

    /// The name that clients know the room by: the tenant is left out where the token implies it.
    String wireName();

    /// The room of this name, as [#wireName] writes it: for whoever is in no room and has no token, and so has to say
    /// whose room it means.
    ///
    /// @param organizationId whose; may be null where the name says it
    /// @throws IllegalArgumentException if that is no room, with a message fit for whoever named it
    static RoomId parse(String wireName, @Nullable String organizationId) {
        return RoomNames.parse(wireName, organizationId);
    }

    /// Every socket of an organization.
    record Org(String organizationId) implements RoomId {
        public Org {
            Ids.require(organizationId);
        }

        @Override
        public String tenant() {
            return organizationId;
        }

        @Override
        public String wireName() {
            return "org:" + organizationId;
        }
    }

    /// Every socket of one user; and who a user is, wherever that is asked: two organizations that share a
    /// customer may use the same `userId`, and those are two users.
    record User(String organizationId, String userId) implements RoomId {
        public User {
            Ids.require(organizationId);
            Ids.require(userId);
        }

        @Override
        public String tenant() {
            return organizationId;
        }

        @Override
        public String wireName() {
            return "user:" + userId;
        }
    }

    /// A channel of an organization.
    record Channel(String organizationId, String channelId) implements Timeline {
        public Channel {
            Ids.require(organizationId);
            Ids.require(channelId);
        }

        @Override
        public String tenant() {
            return organizationId;
        }

        @Override
        public String wireName() {
            return "channel:" + channelId;
        }
    }

    /// A conversation of a customer.
    record Conversation(String customerId, String conversationId) implements Timeline {
        public Conversation {
            Ids.require(customerId);
            Ids.require(conversationId);
        }

        @Override
        public String tenant() {
            return customerId;
        }

        @Override
        public String wireName() {
            return "customer:" + customerId + ":conversation:" + conversationId;
        }
    }

    /// Those who are in one call of an organization.
    record Call(String organizationId, String roomName) implements RoomId {
        public Call {
            Ids.require(organizationId);
            Ids.require(roomName);
        }

        @Override
        public String tenant() {
            return organizationId;
        }

        @Override
        public String wireName() {
            return "call:" + roomName;
        }
    }

    /// Those who follow one session of an organization's agents.
    record Swarm(String organizationId, String sessionId) implements RoomId {
        public Swarm {
            Ids.require(organizationId);
            Ids.require(sessionId);
        }

        @Override
        public String tenant() {
            return organizationId;
        }

        @Override
        public String wireName() {
            return "swarm:" + sessionId;
        }
    }

    /// Those who follow what happens at a customer.
    record Activity(String customerId) implements RoomId {
        public Activity {
            Ids.require(customerId);
        }

        @Override
        public String tenant() {
            return customerId;
        }

        @Override
        public String wireName() {
            return "activity:" + customerId;
        }
    }

    /// A room that keeps messages: durable events have a position in it.
    sealed interface Timeline extends RoomId permits Channel, Conversation {}
}
