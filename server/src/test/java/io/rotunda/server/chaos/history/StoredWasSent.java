package io.rotunda.server.chaos.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The database holds nothing that nobody sent, and each message under the name of who sent it.
final class StoredWasSent extends Rule {
    private final Map<String, List<Sending>> byName = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Set<String> streams = new HashSet<>();

    StoredWasSent(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        switch (line) {
            case Line.Invoke invoke -> {
                for (var sending : Sending.of(truth, invoke)) {
                    byName.computeIfAbsent(
                                    name(sending.room(), sending.principal(), sending.optimisticId()),
                                    _ -> new ArrayList<>())
                            .add(sending);
                }
                var event = Change.told(invoke.event());
                if (!event.isEmpty()) {
                    var principal = truth.client(invoke.call().client()).principal();
                    asked.merge(
                            Change.of(String.valueOf(invoke.room()), event, principal, invoke.request()),
                            1,
                            Integer::sum);
                }
            }
            case Line.Ok ok -> {
                var invoke = truth.asked(ok.call());
                if (invoke != null && invoke.event().equals("message:stream_start")) {
                    streams.add(stream(
                            truth.client(ok.call().client()).principal(),
                            ok.answer().path("messageId").asText()));
                }
            }
            default -> {}
        }
    }

    @Override
    void end() {
        for (var log : truth.rooms()) {
            for (var entry : log.entries()) {
                if (entry.isMessage()) {
                    message(log, entry);
                } else {
                    var change = Change.of(log.room(), entry.event(), entry.by(), entry.data());
                    int left = asked.merge(change, -1, Integer::sum);
                    check(left >= 0, log.room(), entry.seq(), "nobody asked for this change so often", log.line());
                }
            }
        }
    }

    private void message(RoomLog log, RoomLog.Entry entry) {
        var data = entry.data();
        var sendings = byName.getOrDefault(
                name(log.room(), entry.by(), data.path("optimisticId").asText()), List.of());
        boolean sent = sendings.stream().anyMatch(sending -> isOf(sending, entry));
        check(
                sent || streams.contains(stream(entry.by(), entry.id())),
                log.room(),
                entry.id(),
                "nobody sent this",
                log.line());
        boolean named = Principals.heard(data).equals(entry.by());
        check(named, log.room(), entry.id(), "the name is not that of its user: " + entry.by(), log.line());
    }

    private static boolean isOf(Sending sending, RoomLog.Entry entry) {
        return !entry.untouched()
                || !sending.request().has("content")
                || entry.data().path("content").equals(sending.request().path("content"));
    }

    private static String stream(String principal, String messageId) {
        return principal + " " + messageId;
    }

    private static String name(String room, String principal, String optimisticId) {
        return optimisticId.isEmpty() ? "" : room + " " + principal + " " + optimisticId;
    }
}
