package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// Who may wait.
class WaitingTest {
    @Test
    void aThreadWaitsUntilItIsForbidden() {
        assertDoesNotThrow(Waiting::check);
        Waiting.forbid();
        try {
            assertThrows(IllegalStateException.class, Waiting::check);
        } finally {
            Waiting.allow();
        }
        assertDoesNotThrow(Waiting::check);
    }

    @Test
    void whatOneThreadMustNotAnotherMay() throws InterruptedException {
        Waiting.forbid();
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
