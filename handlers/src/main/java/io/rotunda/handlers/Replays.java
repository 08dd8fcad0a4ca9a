package io.rotunda.handlers;

import java.util.concurrent.atomic.LongAdder;

/// What was sent from the logs of rooms to those who entered them or came back. Any thread.
public final class Replays {
    private final LongAdder pages = new LongAdder();
    private final LongAdder events = new LongAdder();

    void add(Replay replay) {
        pages.increment();
        events.add(replay.size());
        Replayed.record(replay);
    }

    /// How many pages.
    public long pages() {
        return pages.sum();
    }

    /// How many messages and changes were on them.
    public long events() {
        return events.sum();
    }
}
