package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BreakerTest {
    private long now = Long.MAX_VALUE - 10; // the clock may run over
    private final Breaker breaker = new Breaker(Duration.ofNanos(100), () -> now);

    @Test
    void oneFailureIsForgiven() {
        breaker.failed();
        assertTrue(breaker.permits());
    }

    @Test
    void afterTwoFailuresOneAttemptIsMadeInEachInterval() {
        breaker.failed();
        breaker.failed();
        assertFalse(breaker.permits());
        now += 100;
        assertTrue(breaker.permits());
        assertFalse(breaker.permits());
        breaker.failed();
        assertFalse(breaker.permits());
        now += 100;
        assertTrue(breaker.permits());
    }

    @Test
    void oneSuccessOpensTheWayForAll() {
        breaker.failed();
        breaker.failed();
        now += 100;
        assertTrue(breaker.permits());
        breaker.succeeded();
        assertTrue(breaker.permits());
        assertTrue(breaker.permits());
    }
}
