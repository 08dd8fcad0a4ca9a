package io.rotunda.handlers;

import io.rotunda.persistence.Channel;
import io.rotunda.persistence.Channels;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `GET /channels/{channelId}`: what is known of a channel.
final class GetChannel implements ApiCall<GetChannel.Request> {
    private final Roster roster;
    private final Channels channels;

    GetChannel(Roster roster, Channels channels) {
        this.roster = roster;
        this.channels = channels;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var channel = channels.find(request.channel()).orElseThrow(Entry::noSuchRoom);
        return Ack.of(Answer.of(channel, roster.members(request.channel())));
    }

    record Request(RoomId.Channel channel) {
        static Request read(Fields fields) {
            fields.id("organizationId");
            return new Request(fields.channel());
        }
    }

    /// @param members null if everybody of the organization may enter
    record Answer(ChannelUpdate.Described channel, @Nullable List<String> members) implements Payload {
        static Answer of(Channel channel, Optional<List<String>> members) {
            return new Answer(ChannelUpdate.Described.of(channel), members.orElse(null));
        }
    }
}
