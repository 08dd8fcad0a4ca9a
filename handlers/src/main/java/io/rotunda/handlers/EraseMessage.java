package io.rotunda.handlers;

import io.rotunda.persistence.Change.Action;

/// `DELETE /messages/{messageId}`: erases a message, whoever wrote it, in the name of a user.
final class EraseMessage implements ApiCall<EraseMessage.Request> {
    private final Delegates delegates;
    private final Amendments amendments;

    EraseMessage(Delegates delegates, Amendments amendments) {
        this.delegates = delegates;
        this.amendments = amendments;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var message = request.message();
        return amendments.commit(
                delegates.admin(request.who(), message.room()),
                message.room(),
                message.messageId(),
                new Action.Delete(message.messageId(), true));
    }

    record Request(SpokenFor who, MessageDelete.Request message) {
        static Request read(Fields fields) {
            return new Request(SpokenFor.read(fields), MessageDelete.Request.read(fields));
        }
    }
}
