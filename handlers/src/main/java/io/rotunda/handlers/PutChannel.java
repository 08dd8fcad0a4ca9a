package io.rotunda.handlers;

import io.rotunda.persistence.Channel;
import io.rotunda.persistence.Channels;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;

/// `PUT /channels/{channelId}`: makes a channel, or changes what is given of it. Who is in it hears that as if a client
/// had changed it.
final class PutChannel implements ApiCall<PutChannel.Request> {
    /// Whom the room is told of where the call names nobody.
    private static final String SERVER = "server";

    private final Roster roster;
    private final Channels channels;
    private final Rooms rooms;

    PutChannel(Roster roster, Channels channels, Rooms rooms) {
        this.roster = roster;
        this.channels = channels;
        this.rooms = rooms;
    }

    /// A new channel is never open for a moment that is to be closed; who is no longer on its list does not hear what
    /// changes with that.
    @Override
    public Ack handle(Request request, Caller caller) {
        var done = roster.put(request.channel(), request.members());
        return new Ack.Later(next -> done.whenComplete((_, _) -> next.run()), () -> describe(request));
    }

    private GetChannel.Answer describe(Request request) {
        var patch = request.patch();
        var who = request.by().principal(request.channel(), Role.MEMBER);
        var channel = patch.values().isEmpty()
                ? channels.find(request.channel())
                : channels.update(
                        request.channel(),
                        patch,
                        changed -> rooms.tell(
                                request.channel(),
                                ChannelUpdate.Updated.of(changed, patch, who).frame()));
        return GetChannel.Answer.of(channel.orElseThrow(Entry::noSuchRoom), roster.members(request.channel()));
    }

    /// @param by who changes it
    record Request(RoomId.Channel channel, Channel.Patch patch, Members members, SpokenFor by) {
        static Request read(Fields fields) {
            var organizationId = fields.id("organizationId");
            var userId = fields.optionalId("userId");
            var userName = fields.optionalText("userName", 1, SpokenFor.MAX_NAME);
            return new Request(
                    fields.channel(),
                    ChannelUpdate.Request.patch(fields),
                    Members.read(fields),
                    SpokenFor.of(organizationId, userId == null ? SERVER : userId, userName));
        }
    }
}
