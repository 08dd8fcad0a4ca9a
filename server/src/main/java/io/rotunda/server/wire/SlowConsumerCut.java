package io.rotunda.server.wire;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// For the flight recorder: a client did not read, and was cut.
@Name("io.rotunda.SlowConsumerCut")
@Label("Slow consumer cut")
@Category("Rotunda")
@Description("A client that left too much unread, or for too long, was cut; it comes back and recovers")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class SlowConsumerCut extends Event {
    @Label("Memory for all clients was scarce")
    private final boolean scarce;

    private SlowConsumerCut(boolean scarce) {
        this.scarce = scarce;
    }

    static void record(boolean scarce) {
        new SlowConsumerCut(scarce).commit();
    }
}
