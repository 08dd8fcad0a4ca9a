package io.rotunda.handlers;

/// `DELETE /channels/{channelId}/members/{userId}` and of a conversation: the user is off the list and out of the room.
final class DeleteMember implements ApiCall<PutMember.Request> {
    private final Roster roster;

    DeleteMember(Roster roster) {
        this.roster = roster;
    }

    @Override
    public Ack handle(PutMember.Request request, Caller caller) {
        var removal = roster.remove(request.room(), request.userId());
        return new Ack.Later(
                next -> removal.done().whenComplete((_, _) -> next.run()),
                () -> new Answer(request.room().wireName(), request.userId(), removal.removed()));
    }

    /// @param removed false if the user was not on the list
    record Answer(String room, String userId, boolean removed) implements Payload {}
}
