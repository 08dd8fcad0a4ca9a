package io.rotunda.server.chaos.history;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a client gets into a room.
final class Joins {
    static final Set<String> EVENTS = Set.of("channel:join", "conversation:join", "conversation:rejoin");

    private Joins() {}

    /// What an answer says of a join; null if it is none. Lines that clients write about it afterwards are not looked
    /// at: in the same turn the page may have come, which they write down first.
    static Line.@Nullable Joined joined(Truth truth, Line line) {
        if (!(line instanceof Line.Ok ok)) {
            return null;
        }
        var asked = truth.asked(ok.call());
        if (asked == null || asked.room() == null || !EVENTS.contains(asked.event())) {
            return null;
        }
        return new Line.Joined(ok.number(), ok.call().client(), asked.room(), Durable.seq(ok.answer()));
    }
}
