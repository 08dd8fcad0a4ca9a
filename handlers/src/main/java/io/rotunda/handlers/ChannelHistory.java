package io.rotunda.handlers;

import io.rotunda.persistence.History;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// `channel:history` from a client: an earlier page, in the answer to its callback.
final class ChannelHistory implements Handler<ChannelHistory.Request> {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final Messages messages;
    private final Recent recent;
    private final int pageBytes;

    ChannelHistory(Messages messages, Recent recent, int pageBytes) {
        this.messages = messages;
        this.recent = recent;
        this.pageBytes = pageBytes;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var channel = request.channel();
        if (!session.isIn(channel)) {
            session.room(channel); // may this socket read it?
            return Ack.of(page(request));
        }
        // What happens to a message after the page was read must not be heard before it.
        var arrival = session.arrive(channel);
        return Ack.of(page(request)).then(arrival::resume);
    }

    private HistoryPage page(Request request) {
        var channel = request.channel();
        var recentPage = request.before() == null
                ? HistoryPage.endingWith(recent.latest(channel, request.limit()), channel, request.limit(), pageBytes)
                : null;
        return recentPage != null ? recentPage : HistoryPage.endingWith(read(request), channel, pageBytes);
    }

    private History read(Request request) {
        var before = request.before();
        if (before == null) {
            return messages.latest(request.channel(), request.limit());
        }
        return messages.before(request.channel(), before, request.limit())
                .orElseThrow(() -> new Rejected(ErrorCode.NOT_FOUND, "before: no such message"));
    }

    /// @param before the message that the page ends before; null for the newest page
    record Request(RoomId.Channel channel, @Nullable MessageId before, int limit) {
        static Request read(Fields fields) {
            return new Request(
                    fields.channel(), fields.optionalMessageId("before"), fields.integer("limit", 1, MOST, USUAL));
        }
    }
}
