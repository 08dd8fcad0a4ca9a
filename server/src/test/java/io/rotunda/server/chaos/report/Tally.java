package io.rotunda.server.chaos.report;

import io.rotunda.server.chaos.history.History;
import io.rotunda.server.chaos.history.Line;
import io.rotunda.server.chaos.history.Line.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts what happened, history by history; keeps nothing of them but counts and times.
public final class Tally {
    private final List<Second> seconds = new ArrayList<>();
    private final List<Span> faults = new ArrayList<>();
    private final Map<String, Map<String, Long>> operations = new TreeMap<>();
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Returns returns = new Returns();
    private final Map<Call, Line.Invoke> open = new HashMap<>();
    private double base;
    private double end;

    /// A fault, in milliseconds since the campaign began.
    record Span(String kind, String target, double from, double to) {}

    /// Adds a segment, which follows on the ones before.
    public void add(History history) {
        base = end;
        open.clear();
        returns.begin();
        history.forEach(this::see);
    }

    List<Second> seconds() {
        return seconds;
    }

    /// How many faults of a kind began.
    public long faults(String kind) {
        return faults.stream().filter(fault -> fault.kind().equals(kind)).count();
    }

    List<Span> faults() {
        return faults;
    }

    /// By event, then by outcome.
    public Map<String, Map<String, Long>> operations() {
        return operations;
    }

    Map<String, Long> refusals() {
        return refusals;
    }

    /// As in the report.
    public long count(String what) {
        return counts.getOrDefault(what, 0L);
    }

    Returns returns() {
        return returns;
    }

    double millis() {
        return end;
    }

    private void see(Line line) {
        switch (line) {
            case Line.Fault fault -> {
                returns.see(fault);
                fault(fault, passed(fault.at()));
            }
            case Line.Invoke invoke -> open.put(invoke.call(), invoke);
            case Line.Ok ok -> {
                var invoke = outcome(ok.call(), "ok");
                returns.see(invoke, ok);
                int messages = messages(invoke, ok);
                if (messages > 0) {
                    second(passed(ok.at())).add(messages, ok.at() - invoke.at());
                    add("messages acknowledged", messages);
                }
            }
            case Line.Fail fail -> {
                passed(fail.at());
                outcome(fail.call(), "refused");
                refusals.merge(fail.code(), 1L, Long::sum);
            }
            case Line.Unknown unknown -> {
                passed(unknown.at());
                outcome(unknown.call(), "unknown");
            }
            case Line.Deliver heard -> {
                passed(heard.at());
                add("deliveries", 1);
            }
            case Line.Connect connect -> add(connect.recovered() ? "recovered" : "connected anew", 1);
            case Line.Client _ -> add("clients", 1);
            case Line.Replay replay -> {
                add(replay.after() == null ? "first pages" : "pages of replay", 1);
                add(
                        "messages replayed",
                        replay.after() == null ? 0 : replay.messages().size());
            }
            case Line.Table table -> {
                add("rooms", 1);
                add("messages stored", table.messages().size());
                add("changes stored", table.changes().size());
            }
            case Line.Disconnect _, Line.Joined _, Line.End _, Line.Other _ -> {}
        }
    }

    private void fault(Line.Fault fault, double at) {
        if (fault.begins()) {
            faults.add(new Span(fault.kind(), fault.target(), at, at));
            return;
        }
        for (int i = faults.size() - 1; i >= 0; i--) {
            var begun = faults.get(i);
            if (begun.kind().equals(fault.kind()) && begun.target().equals(fault.target())) {
                faults.set(i, new Span(begun.kind(), begun.target(), begun.from(), at));
                return;
            }
        }
    }

    private Line.Invoke outcome(Call call, String outcome) {
        var invoke = open.remove(call);
        if (invoke == null) {
            throw new IllegalArgumentException("an answer to nothing: " + call);
        }
        operations.computeIfAbsent(invoke.event(), _ -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
        return invoke;
    }

    private static int messages(Line.Invoke invoke, Line.Ok ok) {
        return switch (invoke.event()) {
            case "message:send", "message:stream_end" -> 1;
            case "message:send_queued" -> {
                int stored = 0;
                for (var result : ok.answer().path("results")) {
                    stored += result.path("success").asBoolean() ? 1 : 0;
                }
                yield stored;
            }
            default -> 0;
        };
    }

    private void add(String what, int more) {
        counts.merge(what, (long) more, Long::sum);
    }

    private double passed(double at) {
        end = Math.max(end, base + at);
        return base + at;
    }

    private Second second(double at) {
        int index = (int) (at / 1000);
        while (seconds.size() <= index) {
            seconds.add(new Second());
        }
        return seconds.get(index);
    }
}
