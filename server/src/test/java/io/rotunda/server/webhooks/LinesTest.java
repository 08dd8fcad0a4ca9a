package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /// After one failure a second, after two 2 seconds, at most 60.
    private final Lines lines = new Lines(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 1.0), 2);

    private long now = 17 * SECOND;

    @Test
    void linesAreToldInTheOrderInWhichTheyWereFoundSoManyAtATime() {
        find(1, 2, 3, 2);
        assertEquals(1, take());
        assertEquals(2, take());
        assertNull(lines.take(now));
        lines.ended(1, false);
        assertEquals(3, take());
    }

    @Test
    void aLineIsToldOnceAtATimeHoweverOftenItIsFound() {
        find(1);
        assertEquals(1, take());
        find(1);
        assertNull(lines.take(now));
        lines.ended(1, false);
        assertNull(lines.take(now));
        find(1);
        assertEquals(1, take());
    }

    @Test
    void aLineWithMoreToTellComesAfterTheOthers() {
        find(1, 2);
        take();
        lines.ended(1, true);
        assertEquals(2, take());
        assertEquals(1, take());
    }

    @Test
    void aLineThatIsFoundWhileOthersKeepHavingMoreHasItsTurn() {
        find(1, 2);
        take();
        take();
        assertTrue(lines.wantsMore());
        find(1, 2, 3);
        lines.ended(1, true);
        assertEquals(3, take());
        lines.ended(2, true);
        assertEquals(1, take());
    }

    @Test
    void aLineThatFailsWaitsLongerEachTimeWhileOthersGoOn() {
        find(1);
        fails(take());
        find(2);
        assertEquals(2, take());
        lines.ended(2, false);
        now += SECOND - 1;
        assertNull(lines.take(now));
        now += 1;
        assertEquals(1, take());
        fails(1);
        now += 2 * SECOND - 1;
        assertNull(lines.take(now));
        now += 1;
        assertEquals(1, take());
    }

    @Test
    void aSuccessEndsTheSeriesOfFailures() {
        find(1);
        fails(take());
        now += SECOND;
        take();
        lines.succeeded(1, now);
        fails(1);
        now += SECOND;
        assertEquals(1, take());
    }

    @Test
    void aTurnThatToldNothingDoesNotEndTheSeriesOfFailures() {
        find(1);
        fails(take());
        now += SECOND;
        take();
        lines.ended(1, true); // as when the database went away
        fails(take());
        now += 2 * SECOND - 1;
        assertNull(lines.take(now));
        now += 1;
        assertEquals(1, take());
    }

    @Test
    void aReceiverThatIsDownIsTriedWithOneLineAtATime() {
        fourFail();
        assertTrue(lines.down());
        assertNull(lines.take(now));
        now += SECOND;
        assertEquals(1, take());
        assertNull(lines.take(now));
        fails(1);
        now += 2 * SECOND - 1;
        assertNull(lines.take(now));
        now += 1;
        assertEquals(2, take());
    }

    @Test
    void linesThatAreRejectedForWhatTheySaySayNothingOfTheReceiver() {
        find(1, 2, 3, 4, 5, 6);
        for (int i = 0; i < 5; i++) {
            lines.failed(take(), now, 90 * SECOND, false);
        }
        assertFalse(lines.down());
        assertEquals(6, take());
    }

    @Test
    void aReceiverThatIsUpAgainIsToldEverythingAtOnce() {
        fourFail();
        now += SECOND;
        lines.succeeded(take(), now);
        lines.ended(1, false);
        assertFalse(lines.down());
        assertEquals(2, take());
        assertEquals(3, take());
    }

    @Test
    void aLineThatFailsAloneIsNotTriedWithEverySuccessOfOthers() {
        find(1);
        fails(take());
        find(2);
        lines.succeeded(take(), now);
        lines.ended(2, false);
        assertNull(lines.take(now));
    }

    @Test
    void aReceiverThatWantsToBeLeftAloneIs() {
        find(1, 2);
        lines.failed(take(), now, 90 * SECOND, true);
        now += 90 * SECOND - 1;
        assertNull(lines.take(now));
        now += 1;
        assertEquals(2, take());
        assertEquals(1, take());
    }

    @Test
    void whatIsNextDueIsKnown() {
        assertEquals(99, lines.nextDue(99));
        find(1);
        fails(take());
        assertEquals(now + SECOND, lines.nextDue(99));
    }

    private void fourFail() {
        find(1, 2, 3, 4);
        var first = take();
        var second = take();
        fails(first);
        fails(second);
        fails(take());
        fails(take());
    }

    private void find(long... found) {
        LongStream.of(found).forEach(lines::found);
    }

    private long take() {
        return Objects.requireNonNull(lines.take(now));
    }

    private void fails(long line) {
        lines.failed(line, now, 0, true);
    }
}
