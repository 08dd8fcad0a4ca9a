package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was refused for good is not in the database. What nobody was told may be there.
final class RefusedIsNotStored extends Rule {
    private final Map<Sending.Name, Sending> refused = new HashMap<>();
    private final Set<Sending.Name> open = new HashSet<>();
    private final Map<Line.Call, Line.Invoke> unanswered = new HashMap<>();

    RefusedIsNotStored(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        switch (line) {
            case Line.Invoke invoke -> unanswered.put(invoke.call(), invoke);
            case Line.Ok ok -> answered(ok.call()).forEach(sending -> settle(sending, Outcome.of(ok, sending)));
            case Line.Fail fail -> answered(fail.call()).forEach(sending -> settle(sending, Outcome.of(fail.code())));
            default -> {}
        }
    }

    private List<Sending> answered(Line.Call call) {
        var invoke = unanswered.remove(call);
        return invoke == null ? List.of() : Sending.of(truth, invoke);
    }

    private void settle(Sending sending, Outcome outcome) {
        if (outcome instanceof Outcome.Refused) {
            refused.put(sending.name(), sending);
        } else {
            open.add(sending.name());
        }
    }

    @Override
    void end() {
        for (var invoke : unanswered.values()) {
            Sending.of(truth, invoke).forEach(sending -> open.add(sending.name()));
        }
        var stored = new HashMap<String, Integer>();
        for (var log : truth.rooms()) {
            for (var entry : log.entries()) {
                if (entry.isMessage() && entry.untouched()) {
                    stored.put(words(log.room(), entry.data()), log.line());
                }
            }
        }
        refused.forEach((name, sending) -> check(
                open.contains(name) || !stored.containsKey(words(sending.room(), sending.request())),
                sending.room() + " " + sending.invoke().call().client(),
                sending.optimisticId(),
                "was refused for good and is stored",
                sending.invoke().number(),
                truth.log(sending.room()).line()));
    }

    private static String words(String room, JsonNode message) {
        return room + " " + message.path("optimisticId") + " " + message.path("content");
    }
}
