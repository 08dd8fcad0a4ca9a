package io.rotunda.handlers;

import java.time.Instant;
import java.util.Objects;

/// `ooda:complete`: an agent's loop has ended. Published by back ends.
///
/// @param killed whether it was stopped from outside
record OodaComplete(boolean goalMet, int iterations, boolean killed, Instant timestamp) implements Outgoing {

    static OodaComplete read(Fields fields, Instant now) {
        return new OodaComplete(
                fields.flag("goalMet"),
                fields.integer("iterations", 0, Integer.MAX_VALUE),
                fields.flag("killed"),
                Objects.requireNonNullElse(fields.optionalTime("timestamp"), now));
    }

    @Override
    public String eventName() {
        return "ooda:complete";
    }
}
