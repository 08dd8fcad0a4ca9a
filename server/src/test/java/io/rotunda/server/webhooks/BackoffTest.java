package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-03-19T12:00:00Z");

    @Test
    void eachFailureDoublesTheWaitUpToTheMost() {
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 1.0);
        assertEquals(
                List.of(2L, 4L, 8L, 16L, 32L, 60L, 60L),
                IntStream.rangeClosed(1, 7)
                        .mapToObj(
                                times -> Duration.ofNanos(backoff.nanos(times)).toSeconds())
                        .toList());
        assertEquals(Duration.ofMinutes(1), Duration.ofNanos(backoff.nanos(Integer.MAX_VALUE)));
    }

    @Test
    void chanceTakesUpToHalfOfIt() {
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 0.0);
        assertEquals(Duration.ofSeconds(1), Duration.ofNanos(backoff.nanos(1)));
    }

    @Test
    void aReceiverSaysInSecondsOrWithADateWhenToTryAgain() {
        assertEquals(Duration.ofMinutes(2), RetryAfter.read(" 120 ", NOW));
        assertEquals(Duration.ofSeconds(30), RetryAfter.read("Thu, 19 Mar 2026 12:00:30 GMT", NOW));
        assertEquals(Duration.ZERO, RetryAfter.read("Thu, 19 Mar 2026 11:00:00 GMT", NOW));
        assertEquals(RetryAfter.MOST, RetryAfter.read("999999999", NOW));
        assertEquals(RetryAfter.MOST, RetryAfter.read("Fri, 19 Mar 2027 12:00:00 GMT", NOW));
        for (var nonsense : List.of("", "soon", "-1", "1.5", "99999999999999999999", "Thu, 99 Mar 2026")) {
            assertNull(RetryAfter.read(nonsense, NOW));
        }
    }
}
