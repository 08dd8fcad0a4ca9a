package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who may wait.
class WaitingTest {
    @Test
    void aThreadWaitsUntilItIsForbidden() {
        assertDoesNotThrow(Waiting::check);
        Waiting.forbid(new HandLane(0));
        try {
            assertThrows(IllegalStateException.class, Waiting::check);
        } finally {
            Waiting.allow();
        }
        assertDoesNotThrow(Waiting::check);
    }

    @Test
    void othersAreWokenWhenALaneHasReadAndByAnyOtherThreadAtOnce() {
        var woken = new ArrayList<String>();
        Waiting.end(() -> woken.add("at once"));
        var asked = new ArrayList<Runnable>();
        Waiting.forbid(new Lane() {
            @Override
            public int index() {
                return 0;
            }

            @Override
            public void execute(Runnable task) {}

            @Override
            public void atEndOfTurn(Runnable task) {
                asked.add(task);
            }
        });
        try {
            Waiting.end(() -> woken.add("later"));
        } finally {
            Waiting.allow();
        }
        assertEquals(List.of("at once"), woken);
        asked.forEach(Runnable::run);
        assertEquals(List.of("at once", "later"), woken);
    }

    @Test
    void whatOneThreadMustNotAnotherMay() throws InterruptedException {
        Waiting.forbid(new HandLane(0));
        try {
            var failures = new java.util.concurrent.LinkedBlockingQueue<Throwable>();
            var other = Thread.ofPlatform().uncaughtExceptionHandler((_, failure) -> failures.add(failure));
            other.start(Waiting::check).join();
            assertDoesNotThrow(() -> {
                if (!failures.isEmpty()) {
                    throw failures.remove();
                }
            });
        } finally {
            Waiting.allow();
        }
    }
}
