package io.rotunda.server.admin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who has tried wrong passwords, and has to wait before the next one is looked at: for each address, and for all
/// together, who are many addresses of one guesser. Any thread.
final class Attempts {
    private static final int MAX_ADDRESSES = 1_000;

    /// Not for long: behind a proxy all come from one address, and who guesses would lock the operator out.
    private static final Rule EACH = new Rule(5, Duration.ofSeconds(30));

    /// Everybody waits for what others did: not for long, or guessing would lock the operator out.
    private static final Rule TOGETHER = new Rule(50, Duration.ofSeconds(5));

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();
    private Failures all = new Failures(0, 0);

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /// How long somebody at that address has to wait; zero if not at all.
    synchronized Duration wait(String address) {
        long now = clock.millis();
        long own = byAddress.getOrDefault(address, Failures.NONE).wait(EACH, now);
        return Duration.ofMillis(Math.max(own, all.wait(TOGETHER, now)));
    }

    synchronized void failed(String address) {
        long now = clock.millis();
        all = all.oneMore(now);
        // Put at the end: the first one is who failed longest ago.
        var before = byAddress.remove(address);
        byAddress.put(address, (before == null ? Failures.NONE : before).oneMore(now));
        if (byAddress.size() > MAX_ADDRESSES) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }

    /// How many addresses are remembered.
    synchronized int addresses() {
        return byAddress.size();
    }

    /// @param free how many may fail before anybody waits; then 1 s, and twice as long with each
    private record Rule(int free, Duration longest) {
        long wait(int failures) {
            return failures < free ? 0 : Math.min(longest.toMillis(), 1_000L << Math.min(failures - free, 20));
        }
    }

    /// @param last when the last one was, in milliseconds
    private record Failures(int count, long last) {
        private static final Failures NONE = new Failures(0, 0);

        Failures oneMore(long now) {
            boolean forgotten = now - last > REMEMBERED.toMillis();
            return new Failures(forgotten ? 1 : Math.min(count, 1_000) + 1, now);
        }

        long wait(Rule rule, long now) {
            return Math.max(0, last + rule.wait(count) - now);
        }
    }
}
