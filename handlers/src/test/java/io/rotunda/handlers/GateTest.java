package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final HandLane lane = new HandLane(0);

    @Test
    void aPlaceIsFreeBehindWhatItsArrivalCaused() {
        var gate = new Gate(1, Duration.ZERO);
        var output = new ArrayList<String>();
        try (var _ = gate.enter(lane)) {
            lane.execute(() -> {
                assertThrows(Unavailable.class, () -> gate.enter(lane));
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
        try (var _ = gate.enter(lane)) {
            var refused = assertThrows(Unavailable.class, () -> gate.enter(lane));
            assertTrue(refused.retryAfter().isPositive());
        }
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        var gate = new Gate(2, Duration.ZERO);
        var pass = gate.enter(lane);
        pass.close();
        pass.close();
        lane.run();
        assertTrue(gate.idle());
    }

    @Test
    void whoWaitsComesInWhenTheOneBeforeIsThrough() throws Exception {
        var gate = new Gate(1, LONG);
        var first = gate.enter(lane);
        var in = new CountDownLatch(1);
        var second = Thread.startVirtualThread(() -> {
            try (var _ = gate.enter(new HandLane(1))) {
                in.countDown();
            }
        });
        first.close();
        assertEquals(1, in.getCount(), "what the first one caused has not gone out");
        lane.run();
        in.await();
        second.join();
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
            ann.says("call:join", "{'roomName':'call'}");
            assertTrue(scene.dispatcher().gatesIdle());
        }
    }

    @Test
    void whoComesBackIsInWhatOrNotItCanGoOn() {
        var scene = Scene.open();
        var ann = scene.enters("ann");
        ann.isLost();
        var again = scene.returns(ann);
        assertTrue(again.recovered());
        assertTrue(scene.dispatcher().gatesIdle());
        again.isLost();
        again.claims(again.pid(), "nonsense");
        assertFalse(scene.returns(again).recovered());
        assertTrue(scene.dispatcher().gatesIdle());
        scene.returns(again);
        assertTrue(scene.dispatcher().gatesIdle());
    }
}
