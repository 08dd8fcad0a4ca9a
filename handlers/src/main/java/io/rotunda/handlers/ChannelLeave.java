package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.time.Instant;

/// `channel:leave`: hear nothing more of a channel. Leaving one that the socket is not in is a success.
final class ChannelLeave implements Handler<ChannelLeave.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        session.leave(request.channel());
        return Ack.of(new Answer(request.channel().channelId()));
    }

    record Request(RoomId.Channel channel) {
        static Request read(Fields fields) {
            return new Request(fields.channel());
        }
    }

    record Answer(String channelId) implements Payload {}

    /// What the others hear.
    record Left(String channelId, String userId, String userName, Instant timestamp) implements Outgoing {
        @Override
        public String eventName() {
            return "channel:leave";
        }
    }
}
