package io.rotunda.handlers;

import io.rotunda.persistence.Messages;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every event that a client may send: its name, how its payload is read, what it does and what it is
/// counted against. Start reading here. A name that is not here is an unknown event.
final class EventTable {
    private final Map<String, Row<?>> rows = new LinkedHashMap<>();

    EventTable(List<Row<?>> rows) {
        for (var row : rows) {
            if (this.rows.put(row.event(), row) != null) {
                throw new IllegalArgumentException("two rows for " + row.event());
            }
        }
    }

    static EventTable of(Messages messages, Tokens tokens, Limits limits, InstantSource clock) {
        var ids = new MessageIds(clock);
        int pageBytes = limits.historyBytes();
        return new EventTable(List.of(
                row("auth:refresh", AuthRefresh.Request::read, new AuthRefresh(tokens)),
                row("channel:history", ChannelHistory.Request::read, new ChannelHistory(messages, pageBytes)),
                row("channel:join", ChannelJoin.Request::read, new ChannelJoin(messages, clock, pageBytes)),
                row("channel:leave", ChannelLeave.Request::read, new ChannelLeave()),
                row("message:send", MessageSend.Request::read, new MessageSend(messages, ids)),
                row("typing:start", TypingStart.Request::read, new TypingStart(clock)),
                row("typing:stop", TypingStop.Request::read, new TypingStop())));
    }

    @Nullable
    Row<?> find(String event) {
        return rows.get(event);
    }

    Collection<Row<?>> rows() {
        return rows.values();
    }

    private static <R> Row<R> row(String event, Function<Fields, R> read, Handler<R> handler) {
        return new Row<>(event, read, handler, Budget.SHARED);
    }

    /// One event.
    ///
    /// @param read makes the payload a request, or throws [Rejected]
    record Row<R>(String event, Function<Fields, R> read, Handler<R> handler, Budget budget) {
        Ack run(Session session, Fields fields) {
            return handler.handle(session, read.apply(fields));
        }
    }
}
