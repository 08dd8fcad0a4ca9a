package io.rotunda.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatencyTest {
    private final Latency latency = new Latency();

    @Test
    void whatShouldHaveBeenSentOutsideTheStretchDoesNotCount() {
        latency.measure(1_000_000_000, 2_000_000_000);
        latency.record(999_999_999, 9_000_000_000L);
        latency.record(2_000_000_000, 9_000_000_000L);

        assertEquals(0, latency.millis(100));
    }

    @Test
    void whatIsHeardAfterTheStretchCountsWithAllItsTime() {
        latency.measure(1_000_000_000, 2_000_000_000);
        latency.record(1_500_000_000, 4_500_000_000L);

        assertEquals(3_000, latency.millis(100), 3);
    }
}
