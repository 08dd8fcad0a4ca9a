package io.rotunda.handlers;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// For the flight recorder: a page of what a client missed.
@Name("io.rotunda.Replay")
@Label("Replay")
@Category("Rotunda")
@Description("A page of a room's log was sent to a client that enters or comes back")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class Replayed extends Event {
    private static final Replayed PROBE = new Replayed(0, false);

    @Label("Messages and changes")
    private final long events;

    @Label("More pages follow")
    private final boolean hasMore;

    private Replayed(long events, boolean hasMore) {
        this.events = events;
        this.hasMore = hasMore;
    }

    static void record(Replay replay) {
        if (PROBE.isEnabled()) {
            new Replayed(replay.size(), replay.hasMore()).commit();
        }
    }
}
