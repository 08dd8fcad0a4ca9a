package io.rotunda.server.chaos.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who sends the same `optimisticId` again gets the first answer again.
final class RetriesGetTheFirstAnswer extends Rule {
    private static final List<String> SAME = List.of("id", "seq", "timestamp", "optimisticId");
    private final Map<Sending.Name, Answered> first = new HashMap<>();

    RetriesGetTheFirstAnswer(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        if (!(line instanceof Line.Ok ok)) {
            return;
        }
        var asked = truth.asked(ok.call());
        if (asked == null || asked.event().equals("message:stream_start")) {
            return; // a stream that was lost before it was kept begins anew
        }
        for (var sending : Sending.of(truth, asked)) {
            if (Outcome.of(ok, sending) instanceof Outcome.Kept(var answer)
                    && !sending.optimisticId().isEmpty()) {
                var told = new Answered(SAME.stream().map(answer::path).toList().toString(), ok.number());
                var before = first.putIfAbsent(sending.name(), told);
                check(
                        before == null || before.says().equals(told.says()),
                        sending.room() + " " + ok.call().client(),
                        sending.optimisticId(),
                        "another answer than the first time",
                        before == null ? 0 : before.line(),
                        ok.number());
            }
        }
    }

    private record Answered(String says, int line) {}
}
