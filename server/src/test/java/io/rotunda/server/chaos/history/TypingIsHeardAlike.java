package io.rotunda.server.chaos.history;

import java.util.HashMap;
import java.util.Map;

/// All who are in a room hear the same of who types there, in one order; also those that were away in between and
/// recovered. Two events that one client heard one after the other are neighbours for everybody.
final class TypingIsHeardAlike extends Rule {
    private final Whereabouts whereabouts;
    private final Map<String, Map<String, Heard>> last = new HashMap<>();
    private final Map<String, Heard> next = new HashMap<>();
    private final Map<String, Heard> previous = new HashMap<>();

    TypingIsHeardAlike(Truth truth, Verdict verdict) {
        super(truth, verdict);
        whereabouts = new Whereabouts(truth);
    }

    @Override
    void see(Line line) {
        var ended = whereabouts.see(line);
        if (ended != null) {
            last.remove(ended.client());
        }
        if (line instanceof Line.Deliver heard
                && heard.room() != null
                && heard.event().startsWith("typing:")) {
            hear(heard, heard.room());
        }
    }

    private void hear(Line.Deliver heard, String room) {
        var user = Principals.heard(heard.payload());
        var now = new Heard(room + " " + heard.event() + " " + heard.payload(), heard.number());
        var before = last.computeIfAbsent(heard.client(), _ -> new HashMap<>()).put(room + " " + user, now);
        if (before != null) {
            neighbours(heard, next, before, now);
            neighbours(heard, previous, now, before);
        }
    }

    private void neighbours(Line.Deliver heard, Map<String, Heard> known, Heard of, Heard neighbour) {
        var other = known.putIfAbsent(of.what(), neighbour);
        check(
                other == null || other.what().equals(neighbour.what()),
                heard.room() + " " + heard.client(),
                heard.event(),
                "others heard something else in between",
                of.line(),
                neighbour.line(),
                other == null ? 0 : other.line());
    }

    private record Heard(String what, int line) {}
}
