package io.rotunda.handlers;

import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;

/// Begins messages that are written piece by piece. The writer need not be in the room.
final class StreamStarts {
    private final Streams streams;
    private final Messages messages;
    private final MessageIds ids;

    StreamStarts(Streams streams, Messages messages, MessageIds ids) {
        this.streams = streams;
        this.messages = messages;
        this.ids = ids;
    }

    MessageId begin(Speaker writer, MessageStreamStart.Request request) {
        var room = writer.roomOrNew(request.room());
        Posting.requireThread(messages, request.room(), request.threadId());
        writer.stopTyping(request.room());
        return begin(writer, room, request);
    }

    /// What was begun under the same name before, here or elsewhere, is found again.
    private MessageId begin(Speaker writer, Audience room, MessageStreamStart.Request request) {
        var who = writer.principal();
        var opening = request.opening(ids.next(), who);
        var begun = streams.begun(who, opening);
        var name = request.optimisticId();
        if (begun != null || name == null) {
            return begun != null ? begun : streams.start(writer, room, opening);
        }
        var kept = messages.named(request.room(), who.user(), name);
        return kept.isPresent()
                ? streams.recall(who, room, request.opening(kept.get().draft().id(), who), kept.get())
                : streams.start(writer, room, opening);
    }
}
