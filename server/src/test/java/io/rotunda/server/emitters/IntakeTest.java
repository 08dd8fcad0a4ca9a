package io.rotunda.server.emitters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What waits between Redis and those who are told is bounded, in number and in bytes; what finds no room is counted.
class IntakeTest {
    private static final int MOST = 10_000;
    private static final int OVERHEAD = 200;

    private final Drops drops = new Drops();

    @Test
    void whatCameFirstIsTakenFirst() throws InterruptedException {
        var intake = new Intake(1_000_000, drops);
        for (int i = 0; i < 5; i++) {
            intake.offer(message(i));
        }
        assertEquals(List.of(0, 1, 2), lengths(intake.take(3)));
        assertEquals(List.of(3, 4), lengths(intake.take(3)));
        assertEquals(0, intake.size());
        assertEquals(0, overflown());
    }

    @Test
    void soManyMayWaitAndTheNewestGiveWay() throws InterruptedException {
        var intake = new Intake(Long.MAX_VALUE, drops);
        for (int i = 0; i < MOST + 3; i++) {
            intake.offer(message(i));
        }
        assertEquals(MOST, intake.size());
        assertEquals(3, overflown());
        assertEquals(List.of(0), lengths(intake.take(1)));
        intake.offer(message(7));
        intake.offer(message(8));
        assertEquals(MOST, intake.size());
        assertEquals(4, overflown());
        assertEquals(7, lengths(intake.take(MOST)).getLast());
    }

    @Test
    void soMuchMayWaitAndSmallerOnesStillFit() throws InterruptedException {
        var intake = new Intake(3_000 + 2 * OVERHEAD, drops);
        intake.offer(message(2_000));
        intake.offer(message(1_001));
        assertEquals(1, overflown());
        intake.offer(message(1_000));
        assertEquals(1, overflown());
        intake.offer(message(0)); // weighs something too
        assertEquals(2, overflown());
        assertEquals(List.of(2_000), lengths(intake.take(1)));
        intake.offer(message(2_001));
        intake.offer(message(2_000));
        assertEquals(3, overflown());
        assertEquals(List.of(1_000, 2_000), lengths(intake.take(10)));
    }

    @Test
    void onceItIsClosedItHoldsAndCountsNothing() throws InterruptedException {
        var intake = new Intake(1_000_000, drops);
        intake.offer(message(1));
        intake.close();
        intake.offer(message(1));
        assertEquals(0, intake.size());
        assertEquals(List.of(), intake.take(10));
        assertEquals(0, overflown());
    }

    private long overflown() {
        return drops.sum(Reason.OVERFLOW);
    }

    private static Intake.Message message(int length) {
        return new Intake.Message(Source.EVENT, "socket.io#/acme#", new byte[length]);
    }

    private static List<Integer> lengths(List<Intake.Message> messages) {
        return messages.stream().map(message -> message.body().length).toList();
    }
}
