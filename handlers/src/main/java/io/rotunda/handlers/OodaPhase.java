package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `ooda:phase`: an agent that runs as a loop has begun or ended a phase. Published by back ends.
record OodaPhase(Phase phase, int iteration, Progress data, Instant timestamp) implements Outgoing {

    static OodaPhase read(Fields fields, Instant now) {
        return new OodaPhase(
                fields.choice("phase", Phase.class),
                fields.integer("iteration", 0, Integer.MAX_VALUE),
                fields.object("data", Progress::read),
                Objects.requireNonNullElse(fields.optionalTime("timestamp"), now));
    }

    @Override
    public String eventName() {
        return "ooda:phase";
    }

    /// @param result what came of it, in any form; left out where there is nothing to say
    record Progress(
            Status status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            JsonNode result) {
        static Progress read(Fields fields) {
            return new Progress(fields.choice("status", Status.class), fields.optionalValue("result"));
        }
    }

    enum Phase {
        @JsonProperty("observe")
        OBSERVE,
        @JsonProperty("orient")
        ORIENT,
        @JsonProperty("decide")
        DECIDE,
        @JsonProperty("act")
        ACT
    }

    enum Status {
        @JsonProperty("started")
        STARTED,
        @JsonProperty("completed")
        COMPLETED
    }
}
