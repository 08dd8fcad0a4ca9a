package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Outcomes.committed;
import static io.rotunda.persistence.Outcomes.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Messages.Appended;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PendingTest {
    private static final RoomId.Timeline ROOM = Drafts.room();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\ud800", "x\udc00", "\udc00\ud800", "\ud800\ud800\udc00"})
    void textThatPostgresqlCannotHoldIsRefused(String text) {
        assertThrows(Unstorable.class, () -> new PendingDraft(draft(ROOM, text), _ -> {}));
        assertThrows(Unstorable.class, () -> new PendingDraft(draft(ROOM, "ann", "hi", text), _ -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hi", "é漢\ud83d\ude00", "\ud83d\ude00\ud83d\ude00", "\uffff"})
    void otherTextIsNot(String text) {
        assertTrue(new PendingDraft(draft(ROOM, text), _ -> {}).weight() >= text.length());
    }

    @Test
    void itsSenderIsAnsweredThoughWhatFollowsFails() {
        var pending = new PendingDraft(draft(ROOM, "hi"), _ -> {
            throw new AssertionError("on purpose");
        });
        pending.committed(7, NOW);
        assertEquals(new Message(pending.draft(), 7, NOW, NOW), committed(pending.await()));
    }

    @Test
    void whoeverGaveUpWaitingHasToSendAgainUnlessItWasKept() {
        var pending = new PendingDraft(draft(ROOM, "hi"), _ -> {});
        pending.within(Duration.ZERO);
        assertFalse(pending.refusedForNow());
        assertThrows(Unavailable.class, pending::await);
        assertTrue(pending.refusedForNow());
        pending.committed(7, NOW);
        assertFalse(pending.refusedForNow());
        assertEquals(7, committed(pending.await()).seq());
    }

    @Test
    void aRepetitionIsTheSameOrConflicts() {
        var first = new Message(draft(ROOM, "hi"), 1, NOW, NOW);
        var same = new PendingDraft(draft(ROOM, "hi"), _ -> {});
        var other = new PendingDraft(draft(ROOM, "ho"), _ -> {});
        same.repeats(new FindStored.Stored(first, false));
        other.repeats(new FindStored.Stored(first, false));
        assertSame(first, repeated(same.await()));
        assertInstanceOf(Appended.Conflict.class, other.await());
    }

    @Test
    void onlyTheFirstAnswerCounts() {
        var pending = new PendingDraft(draft(ROOM, "hi"), _ -> {});
        pending.fail(new Unavailable("first", Duration.ZERO));
        pending.fail(new IllegalStateException("second"));
        assertThrows(Unavailable.class, pending::await);
    }

    @Test
    void whoWaitsOnNoThreadIsWokenOnceWhenItIsAnswered() {
        var woken = new AtomicInteger();
        var pending = new PendingDraft(draft(ROOM, "hi"), _ -> assertEquals(0, woken.get()));
        pending.whenReady(woken::incrementAndGet);
        assertFalse(pending.ready());
        assertEquals(0, woken.get());
        pending.committed(7, NOW);
        assertTrue(pending.isOver());
        pending.wake();
        assertEquals(1, woken.get());
        assertEquals(7, committed(pending.await()).seq());
    }

    @Test
    void whoCouldNotBeWokenIsWokenTheNextTimeAndHoldsUpNobody() {
        var woken = new AtomicInteger();
        var pending = new PendingDraft(draft(ROOM, "hi"), _ -> {});
        pending.whenReady(() -> {
            if (woken.getAndIncrement() == 0) {
                throw new AssertionError("on purpose");
            }
        });
        pending.fail(new Unavailable("away", Duration.ZERO));
        assertEquals(1, woken.get());
        assertFalse(pending.isOver());
        pending.wake();
        assertEquals(2, woken.get());
        assertTrue(pending.isOver());
        pending.wake();
        assertEquals(2, woken.get());
    }

    @Test
    void whoComesAfterTheAnswerIsWokenAtOnce() {
        var woken = new AtomicInteger();
        var pending = new PendingDraft(draft(ROOM, "hi"), _ -> {});
        pending.fail(new Unavailable("away", Duration.ZERO));
        pending.whenReady(woken::incrementAndGet);
        assertEquals(1, woken.get());
    }

    @Test
    void whoWaitsOnNoThreadIsWokenWhenItsTimeIsOverAndHasToSendAgain() {
        var woken = new AtomicInteger();
        var pending = new PendingDraft(draft(ROOM, "hi"), _ -> {});
        pending.whenReady(woken::incrementAndGet);
        pending.within(Duration.ZERO);
        assertTrue(pending.ready());
        pending.wake();
        assertEquals(1, woken.get());
        assertThrows(Unavailable.class, pending::await);
        assertTrue(pending.refusedForNow());
        pending.committed(7, NOW);
        assertEquals(1, woken.get());
    }

    @Test
    void aLaneNeverWaits() {
        var pending = new PendingDraft(draft(ROOM, "hi"), _ -> {});
        Waiting.forbid(new ReadingLane());
        try {
            assertThrows(IllegalStateException.class, pending::await);
            pending.committed(7, NOW);
            assertEquals(7, committed(pending.await()).seq());
        } finally {
            Waiting.allow();
        }
    }
}
