package io.rotunda.handlers;

import io.rotunda.handlers.MessageSend.Sent;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.Messages.Appended;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps messages and tells their senders and rooms. The sender need not be in the room.
final class Posting {
    private final FollowedMessages messages;
    private final MessageIds ids;

    Posting(FollowedMessages messages, MessageIds ids) {
        this.messages = messages;
        this.ids = ids;
    }

    /// Puts a message in line, which waits for nothing where the sender is in the room and names no thread. One
    /// sender's messages to a room are kept in
    /// the order in which they were put in line.
    Posted submit(Speaker speaker, MessageSend.Request request) {
        return submit(speaker, request, null);
    }

    /// The same for a message that is not kept if the one before it, in the same room, is refused for the moment.
    Posted submit(Speaker speaker, MessageSend.Request request, @Nullable Posted after) {
        var room = speaker.roomOrNew(request.room());
        requireThread(messages, request.room(), request.threadId());
        speaker.stopTyping(request.room());
        var told = new AtomicReference<@Nullable Written>();
        var draft =
                request.draft(ids.next(), speaker.user(), speaker.principal().userName());
        var submission = messages.submit(draft, after == null ? null : after.submission, (message, announced) -> {
            var sent = new Written(Sent.of(message).json());
            told.set(sent);
            speaker.send(sent);
            room.tell(Frame.durable("message:new", announced, message.seq()));
        });
        return new Posted(speaker, submission, told);
    }

    private static Sent sent(Speaker speaker, Appended appended) {
        return switch (appended) {
            case Appended.Committed(var message) -> Sent.of(message);
            case Appended.Repeated(var first) -> {
                speaker.send(Sent.of(first));
                yield Sent.of(first);
            }
            case Appended.Conflict() ->
                throw new Rejected(ErrorCode.CONFLICT, "optimisticId: was used for a different message");
            case Appended.NoSuchRoom() -> throw Entry.noSuchRoom();
        };
    }

    /// A message in line; asked for what was sent, it waits if it has to.
    record Posted(Speaker speaker, Messages.Submission submission, AtomicReference<@Nullable Written> told)
            implements Supplier<Sent> {
        @Override
        public Sent get() {
            return sent(speaker, submission.await());
        }

        /// Says what was sent, once it is kept.
        Ack ack() {
            return new Ack.Later(submission::whenReady, this::answer);
        }

        private Payload answer() {
            var appended = submission.await();
            var written = told.get();
            return written == null ? sent(speaker, appended) : written;
        }
    }

    /// `message:sent`, written once for the event and the answer.
    record Written(byte[] json) implements Outgoing {
        @Override
        public String eventName() {
            return "message:sent";
        }
    }

    /// @throws Rejected if a message is to belong to a thread that the room does not have
    static void requireThread(Messages messages, RoomId.Timeline room, @Nullable MessageId threadId) {
        if (threadId != null && !messages.contains(room, threadId)) {
            throw new Rejected(ErrorCode.NOT_FOUND, "threadId: no such message in this room");
        }
    }
}
