package io.rotunda.handlers;

/// `POST /messages`: a message of a user who need not be connected, kept and told like any other.
final class PostMessage implements ApiCall<PostMessage.Request> {
    private final Delegates delegates;
    private final Posting posting;

    PostMessage(Delegates delegates, Posting posting) {
        this.delegates = delegates;
        this.posting = posting;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var message = request.message();
        return posting.submit(delegates.speaker(request.who(), message.room()), message)
                .ack();
    }

    record Request(SpokenFor who, MessageSend.Request message) {
        static Request read(Fields fields) {
            return new Request(SpokenFor.read(fields), MessageSend.Request.read(fields));
        }
    }
}
