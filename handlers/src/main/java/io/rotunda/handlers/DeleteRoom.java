package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `DELETE /channels/{channelId}` and of a conversation: everybody is taken out, all that was kept is erased, and the
/// same id is another room from then on.
final class DeleteRoom implements ApiCall<DeleteRoom.Request> {
    private final Roster roster;

    DeleteRoom(Roster roster) {
        this.roster = roster;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var closed = roster.close(request.room());
        return new Ack.Later(next -> closed.whenComplete((_, _) -> next.run()), () -> {
            roster.delete(request.room());
            return new Answer(request.room().wireName());
        });
    }

    record Request(RoomId.Timeline room) {
        static Request channel(Fields fields) {
            fields.id("organizationId");
            return new Request(fields.channel());
        }

        static Request conversation(Fields fields) {
            return new Request(fields.conversation());
        }
    }

    record Answer(String room) implements Payload {}
}
