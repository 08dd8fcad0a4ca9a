package io.rotunda.handlers;

import io.rotunda.persistence.Change.Action;

/// `PATCH /messages/{messageId}`: its author says something else instead.
final class PatchMessage implements ApiCall<PatchMessage.Request> {
    private final Delegates delegates;
    private final Amendments amendments;

    PatchMessage(Delegates delegates, Amendments amendments) {
        this.delegates = delegates;
        this.amendments = amendments;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var update = request.update();
        return amendments.commit(
                delegates.speaker(request.who(), update.room()),
                update.room(),
                update.messageId(),
                new Action.Update(update.messageId(), update.content(), update.metadata()));
    }

    record Request(SpokenFor who, MessageUpdate.Request update) {
        static Request read(Fields fields) {
            return new Request(SpokenFor.read(fields), MessageUpdate.Request.read(fields));
        }
    }
}
