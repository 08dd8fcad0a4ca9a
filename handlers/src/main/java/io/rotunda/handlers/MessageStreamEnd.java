package io.rotunda.handlers;

import io.rotunda.persistence.MessageId;
import org.jspecify.annotations.Nullable;

/// `message:stream_end`: the message is whole. From here on it is one like any other.
final class MessageStreamEnd implements Handler<MessageStreamEnd.Request> {
    private final StreamEnds ends;

    MessageStreamEnd(StreamEnds ends) {
        this.ends = ends;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var who = session.principal();
        var room = ends.streams().find(who, request.messageId()).room();
        session.room(room); // may the writer still send here?
        session.stopTyping(room);
        return Ack.of(ends.end(who, request.messageId(), request.content(), session::send));
    }

    /// @param content instead of what was streamed; null for that
    record Request(MessageId messageId, @Nullable String content) {
        static Request read(Fields fields) {
            return new Request(
                    fields.messageId("messageId"), fields.optionalText("content", 1, MessageSend.MAX_CONTENT));
        }
    }
}
