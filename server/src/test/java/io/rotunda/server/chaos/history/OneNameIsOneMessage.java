package io.rotunda.server.chaos.history;

import java.util.HashSet;

/// The same user sending the same `optimisticId` to the same room again stores nothing twice. Users of different
/// organizations may have one id, and each its own message of that name.
final class OneNameIsOneMessage extends Rule {
    OneNameIsOneMessage(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {}

    @Override
    void end() {
        for (var log : truth.rooms()) {
            var stored = new HashSet<String>();
            for (var entry : log.entries()) {
                if (entry.isMessage() && entry.data().hasNonNull("optimisticId")) {
                    var name =
                            entry.by() + " " + entry.data().path("optimisticId").asText();
                    check(stored.add(name), log.room(), entry.seq(), "stored twice: " + name, log.line());
                }
            }
        }
    }
}
