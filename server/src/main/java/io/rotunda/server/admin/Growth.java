package io.rotunda.server.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// By how much counters have grown since somebody last asked. One thread.
final class Growth {
    private final Map<String, LongSupplier> totals;
    private final Map<String, Long> before = new HashMap<>();

    Growth(Map<String, LongSupplier> totals) {
        this.totals = Map.copyOf(totals);
    }

    /// Those that have grown, by name; the first time nothing.
    Map<String, Long> sinceLastTime() {
        var grown = new TreeMap<String, Long>();
        totals.forEach((name, total) -> {
            long sum = total.getAsLong();
            var last = before.put(name, sum);
            if (last != null && sum > last) {
                grown.put(name, sum - last);
            }
        });
        return grown;
    }
}
