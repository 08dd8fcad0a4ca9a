package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// `conversation:leave`: hear nothing more of a conversation. Leaving one that the socket is not in is a success.
final class ConversationLeave implements Handler<ConversationLeave.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        session.leave(request.room());
        return Ack.of(new Answer(request.room().conversationId()));
    }

    record Request(RoomId.Conversation room) {
        static Request read(Fields fields) {
            return new Request(fields.conversation());
        }
    }

    record Answer(String conversationId) implements Payload {}
}
