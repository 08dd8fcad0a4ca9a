package io.rotunda.handlers;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How many events were refused, and why. Any thread.
final class Refusals {
    private final Map<ErrorCode, LongAdder> counts = new EnumMap<>(ErrorCode.class);

    Refusals() {
        for (var code : ErrorCode.values()) {
            counts.put(code, new LongAdder());
        }
    }

    void count(ErrorCode code) {
        of(code).increment();
    }

    long sum(ErrorCode code) {
        return of(code).sum();
    }

    private LongAdder of(ErrorCode code) {
        return java.util.Objects.requireNonNull(counts.get(code));
    }
}
