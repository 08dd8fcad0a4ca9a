package io.rotunda.persistence.memory;

import io.rotunda.persistence.Transcripts;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What was said in calls, kept in memory.
public final class MemoryTranscripts implements Transcripts {
    private final Map<RoomId.Call, List<Kept>> calls = new ConcurrentHashMap<>();
    private final Outage outage;

    MemoryTranscripts(Outage outage) {
        this.outage = outage;
    }

    @Override
    public void append(RoomId.Call call, Segment segment) {
        outage.reach();
        calls.compute(call, (_, kept) -> {
            var longer = new ArrayList<Kept>(kept == null ? List.of() : kept);
            longer.add(new Kept(longer.size() + 1L, segment));
            return List.copyOf(longer);
        });
    }

    @Override
    public List<Kept> read(RoomId.Call call, long after, int limit) {
        outage.reach();
        return all(call).stream()
                .filter(kept -> kept.position() > after)
                .limit(limit)
                .toList();
    }

    /// All segments of a call.
    public List<Kept> all(RoomId.Call call) {
        return calls.getOrDefault(call, List.of());
    }

    /// How many segments there are in all calls.
    public int count() {
        return calls.values().stream().mapToInt(List::size).sum();
    }
}
