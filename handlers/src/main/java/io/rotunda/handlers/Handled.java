package io.rotunda.handlers;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/// For the flight recorder: one event of a client on one thread. What waits for a commit is there twice, before it and
/// after it, and what goes on elsewhere is there on either thread.
@Name("io.rotunda.Event")
@Label("Event handled")
@Category("Rotunda")
@Description("What one thread did for one event of a client, as far as it did not wait for a commit")
@Enabled(false)
@Threshold("1 ms")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class Handled extends Event {
    private static final Handled PROBE = new Handled("");

    @Label("Event")
    private final String event;

    @Label("Kind of thread")
    private String threadKind = "";

    private Handled(String event) {
        this.event = event;
    }

    /// Whether anybody wants to know; costs nothing while nobody does.
    static boolean recorded() {
        return PROBE.isEnabled();
    }

    /// @param event of the catalogue
    static Remainder record(String event, Supplier<Remainder> handling) {
        var handled = new Handled(event);
        handled.begin();
        try {
            return handling.get();
        } finally {
            handled.end();
            if (handled.shouldCommit()) {
                handled.threadKind = Thread.currentThread().isVirtual() ? "virtual" : "event loop";
                handled.commit();
            }
        }
    }
}
