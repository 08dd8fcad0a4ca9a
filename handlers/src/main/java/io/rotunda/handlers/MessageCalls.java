package io.rotunda.handlers;

import static io.rotunda.handlers.ApiTable.row;

import java.util.List;

/// The calls about messages.
final class MessageCalls {
    private MessageCalls() {}

    /// In the order of the document.
    static List<ApiTable.Row<?>> rows(Messaging messaging) {
        var delegates = messaging.delegates();
        return List.of(
                row(
                                "POST",
                                "/messages",
                                "Sends a message as a user, who need not be connected.",
                                PostMessage.Request::read,
                                new PostMessage(delegates, messaging.posting()))
                        .answering(MessageSend.Sent.class),
                row(
                                "GET",
                                "/messages",
                                "A page of a room's history, oldest first; also for users who may enter the room.",
                                ReadMessages.Request::read,
                                new ReadMessages(delegates, messaging.messages(), messaging.pageBytes()))
                        .answering(ReadMessages.Shape.class)
                        .alsoForUsers(),
                row(
                                "PATCH",
                                "/messages/{messageId}",
                                "Changes what a message says, as its author.",
                                PatchMessage.Request::read,
                                new PatchMessage(delegates, messaging.amendments()))
                        .answering(Amendments.Answer.class),
                row(
                                "DELETE",
                                "/messages/{messageId}",
                                "Erases a message, whoever wrote it, in the name of a user.",
                                EraseMessage.Request::read,
                                new EraseMessage(delegates, messaging.amendments()))
                        .answering(Amendments.Answer.class),
                row(
                                "POST",
                                "/messages/stream",
                                "Sends a message that the room hears while it is written.",
                                StreamMessage.Request::read,
                                new StreamMessage(
                                        delegates, messaging.streamStarts(), messaging.streamEnds(), Pace.usual()))
                        .answering(MessageSend.Sent.class)
                        .readInLines());
    }
}
