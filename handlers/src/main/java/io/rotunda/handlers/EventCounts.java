package io.rotunda.handlers;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How often events came or went, by name. A name that is not in the catalogue counts as [#OTHER]: what is counted
/// does not grow with the names that somebody makes up. Any thread.
public final class EventCounts {
    public static final String OTHER = "other";

    private final Map<String, LongAdder> counts;
    private final LongAdder other = new LongAdder();

    EventCounts(Collection<String> catalogue) {
        counts = catalogue.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));
    }

    /// Counts what the server sends.
    public static EventCounts ofServerEvents() {
        return new EventCounts(
                ServerEvents.ALL.stream().map(ServerEvents.Row::event).toList());
    }

    public void add(String event, int times) {
        of(event).add(times);
    }

    /// Those of the catalogue, and [#OTHER].
    public Set<String> names() {
        return Stream.concat(counts.keySet().stream(), Stream.of(OTHER)).collect(Collectors.toUnmodifiableSet());
    }

    public long sum(String event) {
        return of(event).sum();
    }

    private LongAdder of(String event) {
        return counts.getOrDefault(event, other);
    }
}
