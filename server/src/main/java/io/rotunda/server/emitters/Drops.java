package io.rotunda.server.emitters;

import io.rotunda.handlers.Faults;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was dropped, counted by reason, and said once a second at most. Never what it was. Any thread.
final class Drops {
    private static final Logger LOG = LoggerFactory.getLogger(Drops.class);
    private static final long SECOND = 1_000_000_000;

    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    Drops() {
        Arrays.stream(Reason.values()).forEach(reason -> counts.put(reason, new LongAdder()));
    }

    void count(Source source, Reason reason) {
        count(source, reason, "");
    }

    /// @param why in words of ours, which quote nothing
    void count(Source source, Reason reason, String why) {
        count(source.label(), reason, why);
    }

    private void count(String source, Reason reason, String why) {
        adder(reason).increment();
        if (mayLog()) {
            LOG.warn(
                    "what an emitter sent ({}) was dropped: {} {}; {} in all",
                    source,
                    reason.label(),
                    why,
                    counts.values().stream().mapToLong(LongAdder::sum).sum());
        }
    }

    /// A fault of ours.
    void fault(String source, Throwable fault) {
        count(source, Reason.FAULT, Faults.inShort(fault));
    }

    long sum(Reason reason) {
        return adder(reason).sum();
    }

    private LongAdder adder(Reason reason) {
        return counts.computeIfAbsent(reason, _ -> new LongAdder());
    }

    private boolean mayLog() {
        long now = System.nanoTime();
        long next = nextLine.get();
        return now - next >= 0 && nextLine.compareAndSet(next, now + SECOND);
    }
}
