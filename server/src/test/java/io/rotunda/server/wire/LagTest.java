package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LagTest {
    private final Lag.Probe probe = new Lag.Probe();

    @Test
    void whatRunsInTimeIsNotLate() {
        probe.asked(millis(100));
        assertFalse(probe.tooLate(millis(90)));
        probe.ran(millis(101));
        assertFalse(probe.tooLate(millis(5_000)), "nothing is waited for");
    }

    @Test
    void whatDoesNotRunAtAllIsNoticedBeforeItDoes() {
        probe.asked(millis(100));
        assertFalse(probe.tooLate(millis(349)));
        assertTrue(probe.tooLate(millis(351)));
    }

    @Test
    void whatRanTooLateIsLateUntilSomethingRunsNearlyInTime() {
        probe.asked(millis(100));
        probe.ran(millis(400));
        assertTrue(probe.tooLate(millis(400)));
        probe.asked(millis(500));
        probe.ran(millis(700));
        assertTrue(probe.tooLate(millis(700)), "200 ms are still too much after more than 250");
        probe.asked(millis(800));
        probe.ran(millis(850));
        assertFalse(probe.tooLate(millis(850)));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
