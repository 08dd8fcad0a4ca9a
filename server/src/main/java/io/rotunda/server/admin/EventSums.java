package io.rotunda.server.admin;

import io.rotunda.handlers.EventCounts;
import io.rotunda.server.wire.Namespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// How often each event came and went, where the page expects each single one: a line for each name, as of one socket
/// that stands for all, and the number for its content. One thread.
final class EventSums {
    private static final String ALL_SOCKETS = "all";

    private final Growth received;
    private final Growth sent;

    EventSums(EventCounts received, EventCounts sent) {
        this.received = growth(received);
        this.sent = growth(sent);
    }

    /// What came and went since this was last asked; the first time nothing.
    List<byte[]> sinceLastTime(String time) {
        var events = new ArrayList<byte[]>();
        tell("event_received", received, time, events);
        tell("event_sent", sent, time, events);
        return events;
    }

    private static void tell(String as, Growth counts, String time, List<byte[]> events) {
        counts.sinceLastTime()
                .forEach((name, count) -> events.add(
                        AdminJson.event(as, Namespaces.MAIN, ALL_SOCKETS, List.of(name, new Times(count)), time)));
    }

    private static Growth growth(EventCounts counts) {
        return new Growth(counts.names().stream()
                .collect(Collectors.toMap(Function.identity(), name -> (LongSupplier) () -> counts.sum(name))));
    }

    private record Times(long times) {}
}
