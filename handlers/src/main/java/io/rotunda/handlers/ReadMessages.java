package io.rotunda.handlers;

import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.rooms.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /messages`: a page of a room's history, for back ends and for users who may enter the room.
final class ReadMessages implements ApiCall<ReadMessages.Request> {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final Delegates delegates;
    private final Messages messages;
    private final int pageBytes;

    ReadMessages(Delegates delegates, Messages messages, int pageBytes) {
        this.delegates = delegates;
        this.messages = messages;
        this.pageBytes = pageBytes;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        if (request.before() != null && request.after() != null) {
            throw Rejected.field("after", "not together with before");
        }
        delegates.requireReadable(caller, request.room());
        return Ack.of(request.after() != null ? after(request, request.after()) : before(request));
    }

    /// What must be cut goes at the end from which the page leads away.
    private Page before(Request request) {
        var before = request.before();
        var history = before == null
                ? messages.latest(request.room(), request.limit())
                : messages.before(request.room(), before, request.limit()).orElseThrow(() -> unknown("before"));
        var written = HistoryPage.written(history.messages().reversed(), pageBytes);
        boolean cut = written.size() < history.messages().size();
        return new Page(request.room(), written.reversed(), history.hasMore() || cut, history.total());
    }

    private Page after(Request request, MessageId after) {
        var history = messages.after(request.room(), after, request.limit()).orElseThrow(() -> unknown("after"));
        var written = HistoryPage.written(history.messages(), pageBytes);
        boolean cut = written.size() < history.messages().size();
        return new Page(request.room(), written, history.hasMore() || cut, history.total());
    }

    private static Rejected unknown(String field) {
        return new Rejected(ErrorCode.NOT_FOUND, field + ": no such message in this room");
    }

    /// @param before the message that the page ends before
    /// @param after the message that the page begins after; with neither it ends with the newest one
    record Request(
            RoomId.Timeline room,
            @Nullable MessageId before,
            @Nullable MessageId after,
            int limit) {
        static Request read(Fields fields) {
            fields.optionalId("organizationId"); // of a channel
            return new Request(
                    fields.timeline(),
                    fields.optionalMessageId("before"),
                    fields.optionalMessageId("after"),
                    fields.integer("limit", 1, MOST, USUAL));
        }
    }

    /// A page, oldest first, written already.
    private record Page(RoomId.Timeline room, List<byte[]> messages, boolean hasMore, long total) implements Payload {
        @Override
        public byte[] json() {
            var address = Address.of(room);
            var json = new JsonWriter(256).open('{');
            json.name("channelId").text(address.channelId());
            json.name("conversationId").text(address.conversationId());
            json.name("customerId").text(address.customerId());
            return new Pieces()
                    .add(json.bytes())
                    .add(",\"messages\":")
                    .array(messages)
                    .add(",\"hasMore\":" + hasMore + ",\"total\":" + total + "}")
                    .joined();
        }
    }

    /// What this writes, for the document.
    ///
    /// @param hasMore whether there are more beyond the page, in the direction that was asked for
    /// @param total how many the room holds
    record Shape(
            @Nullable String channelId,
            @Nullable String conversationId,
            @Nullable String customerId,
            List<MessageJson.InHistory> messages,
            boolean hasMore,
            long total) {}
}
