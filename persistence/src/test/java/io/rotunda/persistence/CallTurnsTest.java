package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallTurnsTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch enough = new CountDownLatch(1);

    @Test
    void whoseTurnDoesNotComeIsTurnedAway() {
        var turns = new CallTurns(10, SHORT);
        var holder = holding(turns);
        assertThrows(Unavailable.class, () -> turns.take(call("standup"), () -> {}));
        var other = new AtomicInteger();
        turns.take(call("retro"), other::incrementAndGet);
        assertEquals(1, other.get());
        enough.countDown();
        holder.join();
        turns.take(call("standup"), other::incrementAndGet);
        assertEquals(2, other.get());
    }

    @Test
    void allCallsTogetherHaveSoManyTurns() {
        var turns = new CallTurns(1, SHORT);
        var holder = holding(turns);
        assertThrows(Unavailable.class, () -> turns.take(call("retro"), () -> {}));
        enough.countDown();
        holder.join();
        turns.take(call("retro"), begun::countDown); // what was taken in vain was given back
    }

    @Test
    void aTurnThatFailsIsOver() {
        var turns = new CallTurns(1, SHORT);
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    ArithmeticException.class,
                    () -> turns.take(call("standup"), () -> {
                        throw new ArithmeticException();
                    }));
        }
    }

    @Test
    void whoeverIsInterruptedWaitsNoLonger() {
        var turns = new CallTurns(1, LONG);
        Thread.currentThread().interrupt();
        assertThrows(Unavailable.class, () -> turns.take(call("standup"), () -> {}));
        assertTrue(Thread.interrupted());
    }

    private CompletableFuture<Void> holding(CallTurns turns) {
        var holder = CompletableFuture.runAsync(() -> turns.take(call("standup"), () -> {
            begun.countDown();
            await(enough);
        }));
        await(begun);
        return holder;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static RoomId.Call call(String name) {
        return new RoomId.Call("acme", name);
    }
}
