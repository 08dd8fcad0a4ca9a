package io.rotunda.server.chaos.history;

import java.util.HashMap;
import java.util.HashSet;

/// A room's positions go from 1 to the last without a gap, each is one message or one change, time never runs
/// backwards, and no id is used twice in any room.
final class EachPositionIsTakenOnce extends Rule {
    EachPositionIsTakenOnce(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {}

    @Override
    void end() {
        var ids = new HashMap<String, String>();
        for (var log : truth.rooms()) {
            log.rivals().forEach(rival -> fault(log.room(), rival.seq(), "taken twice", log.line()));
            long expected = 1;
            var time = "";
            var known = new HashSet<String>();
            for (var entry : log.entries()) {
                check(entry.seq() == expected, log.room(), expected, "nothing is there", log.line());
                expected = entry.seq() + 1;
                var at = entry.data()
                        .path(entry.isMessage() ? "createdAt" : "timestamp")
                        .asText();
                check(
                        at.compareTo(time) >= 0,
                        log.room(),
                        entry.seq(),
                        "is earlier than what is before it",
                        log.line());
                time = at;
                if (entry.isMessage()) {
                    known.add(entry.id());
                    var other = ids.put(entry.id(), log.room());
                    check(other == null, log.room(), entry.id(), "the id is also one of " + other, log.line());
                } else if (!entry.id().isEmpty()) {
                    check(known.contains(entry.id()), log.room(), entry.seq(), "changes no message", log.line());
                }
            }
        }
    }
}
