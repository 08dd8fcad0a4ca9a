package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `PUT /channels/{channelId}/members/{userId}` and of a conversation: the user may enter.
final class PutMember implements ApiCall<PutMember.Request> {
    private final Roster roster;

    PutMember(Roster roster) {
        this.roster = roster;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var done = roster.add(request.room(), request.userId());
        return new Ack.Later(next -> done.whenComplete((_, _) -> next.run()), () -> Answer.of(request));
    }

    record Request(RoomId.Timeline room, String userId) {
        static Request channel(Fields fields) {
            fields.id("organizationId");
            return new Request(fields.channel(), fields.id("userId"));
        }

        static Request conversation(Fields fields) {
            return new Request(fields.conversation(), fields.id("userId"));
        }
    }

    record Answer(String room, String userId) implements Payload {
        static Answer of(Request request) {
            return new Answer(request.room().wireName(), request.userId());
        }
    }
}
