package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final HandLane lane = new HandLane(0);
    private final Someone ann = new Someone("ann", lane);
    private final Someone ben = new Someone("ben", new HandLane(1));

    @Test
    void aPlaceIsFreeBehindWhatItsArrivalCaused() {
        var gate = new Gate(1, Duration.ZERO);
        var output = new ArrayList<String>();
        try (var _ = gate.enter(ann)) {
            lane.execute(() -> {
                assertThrows(Unavailable.class, () -> gate.enter(ben));
                output.add("announced");
            });
        }
        assertFalse(gate.idle());
        lane.run();
        assertEquals(List.of("announced"), output);
        assertTrue(gate.idle());
    }

    @Test
    void whoComesTooLateIsToldWhenToTryAgain() {
        var gate = new Gate(1, Duration.ZERO);
        try (var _ = gate.enter(ann)) {
            var refused = assertThrows(Unavailable.class, () -> gate.enter(ben));
            assertTrue(refused.retryAfter().isPositive());
        }
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        var gate = new Gate(2, Duration.ZERO);
        var turn = gate.enter(ann);
        turn.close();
        turn.close();
        lane.run();
        assertTrue(gate.idle());
    }

    @Test
    void whoWaitsComesInWhenTheOneBeforeIsThrough() throws Exception {
        var gate = new Gate(1, LONG);
        var first = gate.enter(ann);
        var in = new CountDownLatch(1);
        var second = Thread.startVirtualThread(() -> {
            try (var _ = gate.enter(ben)) {
                in.countDown();
            }
        });
        awaitWaiting(gate);
        first.close();
        assertEquals(1, gate.waiting(), "what the first one caused has not gone out");
        lane.run();
        in.await();
        second.join();
    }

    @Test
    void whoWentWhileItWaitedLeavesItsPlaceToTheNext() throws Exception {
        var gate = new Gate(1, LONG);
        var first = gate.enter(ann);
        var second = Thread.startVirtualThread(() -> assertThrows(Unavailable.class, () -> gate.enter(ben)));
        awaitWaiting(gate);
        ben.gone = true;
        first.close();
        lane.run();
        second.join();
        assertTrue(gate.idle());
    }

    @Test
    void whoDoesNotWaitComesInWhereThereIsRoom() {
        var gate = new Gate(1, LONG);
        var first = gate.enterNow(ann);
        assertNotNull(first);
        assertNull(gate.enterNow(ben));
        first.close();
        assertNull(gate.enterNow(ben), "what the first one caused has not gone out");
        lane.run();
        assertNotNull(gate.enterNow(ben));
    }

    @Test
    void nobodyComesInBeforeThoseWhoWait() throws Exception {
        var gate = new Gate(2, LONG);
        var places = List.of(gate.enter(ann), gate.enter(ann));
        var second = Thread.startVirtualThread(() -> gate.enter(ben));
        awaitWaiting(gate);
        assertNull(gate.enterNow(ann));
        places.forEach(Turn::close);
        lane.run();
        second.join();
        assertNotNull(gate.enterNow(ann));
    }

    @Test
    void whoHasGoneDoesNotWait() {
        var gate = new Gate(1, LONG);
        ben.gone = true;
        try (var _ = gate.enter(ann)) {
            assertThrows(Unavailable.class, () -> gate.enter(ben));
        }
    }

    @Test
    void anArrivalEndsWithItsEventWhateverBecomesOfIt() {
        var scene = Scene.open();
        var ann = scene.enters("ann");
        for (int i = 0; i < 100; i++) {
            ann.says("channel:join", "{'channelId':'general'}");
            ann.says("channel:join", "{'channelId':'general','lastMessageId':'018f0000-0000-7000-8000-000000000000'}");
            ann.says("conversation:join", "{'customerId':'another','conversationId':'v1'}");
            ann.says("conversation:rejoin", "{'customerId':'another','conversationId':'v1'}");
            assertTrue(scene.dispatcher().gatesIdle());
        }
    }

    private static void awaitWaiting(Gate gate) {
        while (gate.waiting() == 0) {
            Thread.onSpinWait();
        }
    }

    private static final class Someone extends RacingClient {
        private volatile boolean gone;

        Someone(String userId, Lane lane) {
            super(userId, lane);
        }

        @Override
        public boolean gone() {
            return gone;
        }

        @Override
        public void deliver(Frame frame, long position) {
            throw new AssertionError("nothing is told");
        }
    }
}
