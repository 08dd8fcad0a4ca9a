package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `message:send_queued`: what a client wrote while it was away. Each message is kept or fails by itself.
final class MessageSendQueued implements Handler<MessageSendQueued.Request> {
    private static final int MAX_MESSAGES = 100;
    private static final int MESSAGES_OF_AN_EVENT = 10;

    private final Posting posting;

    MessageSendQueued(Posting posting) {
        this.posting = posting;
    }

    /// All are put in line before the first is waited for, so that they are committed together.
    @Override
    public Ack handle(Session session, Request request) {
        var inLine = submit(session, request.messages());
        var results = new ArrayList<Result>(inLine.size());
        for (int i = 0; i < inLine.size(); i++) {
            results.add(result(session, request.messages().get(i), inLine.get(i)));
        }
        return Ack.of(new Answer(results));
    }

    /// Behind a message that was not accepted for the moment, none is, and one that is refused later takes those of
    /// its room with it: they would be kept in another order when the client sends again what failed.
    private List<Supplier<MessageSend.Sent>> submit(Session session, List<Fields.Item<MessageSend.Request>> messages) {
        var inLine = new ArrayList<Supplier<MessageSend.Sent>>(messages.size());
        var last = new HashMap<RoomId.Timeline, Posting.Posted>();
        Unavailable unavailable = null;
        for (var message : messages) {
            try {
                var request = message.orThrow();
                if (unavailable != null) {
                    throw unavailable;
                }
                var posted = posting.submit(session, request, last.get(request.room()));
                last.put(request.room(), posted);
                inLine.add(posted);
            } catch (RuntimeException failure) {
                if (failure instanceof Unavailable away) {
                    unavailable = away;
                }
                inLine.add(() -> {
                    throw failure;
                });
            }
        }
        return inLine;
    }

    private static Result result(
            Session session, Fields.Item<MessageSend.Request> message, Supplier<MessageSend.Sent> sent) {
        try {
            return new Kept(true, sent.get());
        } catch (RuntimeException failure) {
            var reason = Failure.Reason.of(failure, "message:send_queued", session);
            session.send(Failure.of(reason, "message:send_queued", message.optimisticId()));
            return new Refused(false, message.optimisticId(), reason);
        }
    }

    record Request(List<Fields.Item<MessageSend.Request>> messages) {
        Request {
            messages = List.copyOf(messages);
        }

        static Request read(Fields fields) {
            return new Request(fields.items("messages", 1, MAX_MESSAGES, MessageSend.Request::read));
        }

        /// As how many events it counts.
        int events() {
            return Math.ceilDiv(messages.size(), MESSAGES_OF_AN_EVENT);
        }
    }

    /// @param results what became of each message, in the order given
    record Answer(List<Result> results) implements Payload {}

    /// What became of a message.
    sealed interface Result {}

    record Kept(boolean success, @JsonUnwrapped MessageSend.Sent sent) implements Result {}

    record Refused(boolean success, @Nullable String optimisticId, Failure.Reason error) implements Result {}
}
