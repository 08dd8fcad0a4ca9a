package io.rotunda.server.chaos.history;

import java.util.HashMap;
import java.util.Map;

/// A callback gets one answer at most, and none before it asked.
final class AnsweredAtMostOnce extends Rule {
    private static final int NOT_YET = 0;
    private final Map<Line.Call, Integer> answers = new HashMap<>();

    AnsweredAtMostOnce(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        switch (line) {
            case Line.Invoke invoke ->
                check(
                        answers.put(invoke.call(), NOT_YET) == null,
                        invoke.call().client(),
                        invoke.call().op(),
                        "the number was used before",
                        invoke.number());
            case Line.Ok ok -> answered(ok.call(), ok.number());
            case Line.Fail fail -> answered(fail.call(), fail.number());
            default -> {}
        }
    }

    private void answered(Line.Call call, int line) {
        var before = answers.put(call, line);
        if (before == null) {
            fault(call.client(), call.op(), "answered before it was asked", line);
        } else {
            check(before == NOT_YET, call.client(), call.op(), "answered twice", before, line);
        }
    }
}
