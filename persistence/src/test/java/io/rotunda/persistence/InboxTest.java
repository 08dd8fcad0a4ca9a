package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.rooms.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final Inbox inbox = new Inbox(3, 100_000);
    private final PendingDraft first = pending("first");
    private final PendingDraft second = pending("second");
    private final PendingDraft third = pending("third");

    @Test
    void whatWaitsIsTakenInTheOrderInWhichItCame() {
        inbox.add(first);
        inbox.add(second);
        inbox.add(third);
        assertEquals(List.of(first, second), inbox.take(2, 1000, Duration.ZERO, Duration.ZERO));
        assertEquals(List.of(third), inbox.take(2, 1000, Duration.ZERO, Duration.ZERO));
        assertEquals(List.of(), inbox.take(2, 1000, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void aBatchEndsWhereItHasBytesEnough() {
        var big = pending("x".repeat(1000));
        inbox.add(first);
        inbox.add(big);
        inbox.add(third);
        assertEquals(List.of(first, big), inbox.take(10, 1000, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void whatIsTakenMakesRoom() {
        inbox.add(first);
        inbox.add(second);
        inbox.add(third);
        assertThrows(Unavailable.class, () -> inbox.add(pending("fourth")));
        inbox.take(1, 1000, Duration.ZERO, Duration.ZERO);
        inbox.add(pending("fourth"));
    }

    @Test
    void whoHasWaitedForTooLongIsWokenWhetherItsBatchWasTakenOrNot() {
        var woken = new ArrayList<String>();
        first.whenReady(() -> woken.add("first"));
        second.whenReady(() -> woken.add("second"));
        third.whenReady(() -> woken.add("third"));
        inbox.add(first);
        inbox.add(second);
        inbox.add(third);
        inbox.take(1, 1000, Duration.ZERO, Duration.ZERO);
        inbox.wakeOverdue();
        assertEquals(List.of(), woken);
        first.within(Duration.ZERO);
        second.within(Duration.ZERO);
        inbox.wakeOverdue();
        assertEquals(List.of("first", "second"), woken);
    }

    @Test
    void aBatchThatWasLeftUnansweredIsNotForgottenForTheNextOne() {
        var woken = new ArrayList<String>();
        first.whenReady(() -> woken.add("first"));
        second.whenReady(() -> woken.add("second"));
        inbox.add(first);
        inbox.add(second);
        inbox.take(1, 1000, Duration.ZERO, Duration.ZERO);
        inbox.take(1, 1000, Duration.ZERO, Duration.ZERO);
        inbox.take(1, 1000, Duration.ZERO, Duration.ZERO);
        first.within(Duration.ZERO);
        inbox.wakeOverdue();
        assertEquals(List.of("first"), woken);
        second.within(Duration.ZERO);
        inbox.take(1, 1000, Duration.ZERO, Duration.ZERO);
        assertEquals(List.of("first", "second"), woken);
    }

    @Test
    void whileSomebodyIsWokenOthersNeedNotWait() {
        var seen = new ArrayList<Integer>();
        first.whenReady(() -> seen.add(CompletableFuture.supplyAsync(inbox::size)
                .orTimeout(10, TimeUnit.SECONDS)
                .join()));
        first.within(Duration.ZERO);
        inbox.add(first);
        inbox.wakeOverdue();
        assertEquals(List.of(1), seen);
    }

    @Test
    void whileTheDatabaseIsAwayNothingWaits() {
        inbox.add(first);
        inbox.add(second);
        assertEquals(List.of(first, second), inbox.away());
        assertThrows(Unavailable.class, () -> inbox.add(third));
        assertFalse(inbox.accepts());
        inbox.back();
        inbox.add(third);
        assertEquals(List.of(third), inbox.take(10, 1000, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void whatWasAcceptedCanBeTakenAfterClosing() {
        inbox.add(first);
        inbox.close();
        assertThrows(Unavailable.class, () -> inbox.add(second));
        assertEquals(List.of(first), inbox.take(10, 1000, Duration.ofDays(1), Duration.ZERO));
        assertNull(inbox.take(10, 1000, Duration.ofDays(1), Duration.ZERO));
        assertFalse(inbox.pause(Duration.ofDays(1)));
    }

    @Test
    void aLaneThatWaitsWakesForWhatComes() throws Exception {
        var batch = CompletableFuture.supplyAsync(() -> inbox.take(10, 1000, Duration.ofDays(1), Duration.ZERO));
        inbox.add(first);
        assertEquals(List.of(first), batch.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatAnEventLoopReadsInARowIsTakenTogether() throws Exception {
        var batch = new FutureTask<>(() -> inbox.take(10, 1000, Duration.ofDays(1), Duration.ZERO));
        waiting(batch);
        var lane = new ReadingLane();
        Waiting.forbid(lane);
        try {
            inbox.add(first);
            inbox.add(second);
            inbox.add(third);
        } finally {
            Waiting.allow();
        }
        assertEquals(1, lane.tasks());
        assertEquals(3, inbox.size(), "taken before the loop had read everything");
        lane.hasRead();
        assertEquals(List.of(first, second, third), batch.get(10, TimeUnit.SECONDS));
    }

    @Test
    void nobodyElseWaitsForAnEventLoopToHaveReadEverything() throws Exception {
        var batch = new FutureTask<>(() -> inbox.take(10, 1000, Duration.ofDays(1), Duration.ZERO));
        waiting(batch);
        Waiting.forbid(new ReadingLane());
        try {
            inbox.add(first);
        } finally {
            Waiting.allow();
        }
        inbox.add(second);
        assertEquals(List.of(first, second), batch.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatComesLateIsNotKeptWaitingForMore() throws Exception {
        var batch = new FutureTask<>(() -> inbox.take(10, 1000, Duration.ofDays(1), Duration.ofDays(1)));
        waiting(batch);
        Thread.sleep(Inbox.SOON); // at least as long: it is late from then on
        inbox.add(first);
        assertEquals(List.of(first), batch.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aLaneThatLingersTakesWhatComesMeanwhile() throws Exception {
        inbox.add(first);
        var batch = CompletableFuture.supplyAsync(() -> inbox.take(3, 100_000, Duration.ofDays(1), Duration.ofDays(1)));
        inbox.add(second);
        inbox.add(third);
        assertEquals(List.of(first, second, third), batch.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aLaneThatLingersTakesWhatFillsABatchByItsBytes() throws Exception {
        inbox.add(first);
        var big = pending("x".repeat(1000));
        var batch = new FutureTask<>(() -> inbox.take(3, 1000, Duration.ofDays(1), Duration.ofDays(1)));
        waiting(batch);
        inbox.add(big);
        assertEquals(List.of(first, big), batch.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aLaneThatLingersEndsWhenNothingMoreIsAccepted() throws Exception {
        inbox.add(first);
        var batch = CompletableFuture.supplyAsync(() -> inbox.take(3, 100_000, Duration.ofDays(1), Duration.ofDays(1)));
        inbox.close();
        assertEquals(List.of(first), batch.get(10, TimeUnit.SECONDS));
    }

    private static void waiting(FutureTask<?> take) {
        var lane = Thread.ofPlatform().daemon().start(take);
        while (lane.getState() != Thread.State.TIMED_WAITING && !take.isDone()) {
            Thread.onSpinWait();
        }
    }

    private static PendingDraft pending(String content) {
        return new PendingDraft(Drafts.draft(Drafts.room(), content), _ -> {});
    }
}
