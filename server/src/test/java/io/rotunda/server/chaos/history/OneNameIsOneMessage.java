package io.rotunda.server.chaos.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The same user sending the same `optimisticId` to the same room again stores nothing twice.
final class OneNameIsOneMessage extends Rule {
    /// Users of different organizations may have one id, and each its own message of that name.
    private final Map<String, Set<String>> senders = new HashMap<>();

    OneNameIsOneMessage(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        if (line instanceof Line.Invoke invoke) {
            for (var sending : Sending.of(truth, invoke)) {
                senders.computeIfAbsent(
                                sending.room() + " " + sending.user() + " " + sending.optimisticId(),
                                _ -> new HashSet<>())
                        .add(sending.principal());
            }
        }
    }

    @Override
    void end() {
        for (var log : truth.rooms()) {
            var stored = new HashMap<String, Integer>();
            for (var entry : log.entries()) {
                if (entry.isMessage() && entry.data().hasNonNull("optimisticId")) {
                    var name = log.room() + " " + entry.data().path("userId").asText() + " "
                            + entry.data().path("optimisticId").asText();
                    int times = stored.merge(name, 1, Integer::sum);
                    int allowed = senders.getOrDefault(name, Set.of("")).size();
                    check(times <= allowed, log.room(), entry.seq(), "stored twice: " + name, log.line());
                }
            }
        }
    }
}
