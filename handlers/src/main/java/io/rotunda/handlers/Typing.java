package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `typing:start` and `typing:stop`, as the others in the room hear them.
record Typing(
        @JsonIgnore String eventName,
        @Nullable String channelId,
        @Nullable String conversationId,
        String userId,
        String userName,
        Instant timestamp)
        implements Outgoing {

    /// What a client may say of who types is for the contract's documents only: the token says who types, so any
    /// value is right, and none is looked at.
    static RoomId.Timeline read(Fields fields) {
        var room = fields.timeline();
        fields.optionalValue("userId");
        fields.optionalValue("userName");
        return room;
    }

    static Typing started(RoomId.Timeline room, Principal who, Instant now) {
        return of("typing:start", room, who, now);
    }

    static Typing stopped(RoomId.Timeline room, Principal who, Instant now) {
        return of("typing:stop", room, who, now);
    }

    @Override
    public byte[] json() {
        var json = new JsonWriter(192).open('{');
        json.name("channelId").text(channelId);
        json.name("conversationId").text(conversationId);
        json.name("userId").text(userId);
        json.name("userName").text(userName);
        json.name("timestamp").time(timestamp);
        return json.close('}').bytes();
    }

    private static Typing of(String eventName, RoomId.Timeline room, Principal who, Instant now) {
        var address = Address.of(room);
        return new Typing(eventName, address.channelId(), address.conversationId(), who.userId(), who.userName(), now);
    }
}
