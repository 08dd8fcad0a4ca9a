package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who goes while all that was begun takes too much memory.
class UnfinishedTest {
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final int LARGE = Unfinished.SMALL_BYTES + 1;

    private final EventLoop executor = new DefaultEventLoop();
    private final InboundMemory inbound = new InboundMemory(2 * LARGE);
    private final List<String> cut = new ArrayList<>();

    @AfterEach
    void stop() {
        executor.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void whileThereIsPlentyNobodyGoes() throws Exception {
        onLoop(LONG, loop -> {
            begun(loop, "ann").grown(LARGE);
            begun(loop, "ben").grown(LARGE);
        });
        assertEquals(List.of(), cut);
        assertEquals(2 * LARGE, inbound.bytes());
    }

    @Test
    void theOneThatGrowsGoesWhereNoneTakesItsTime() throws Exception {
        onLoop(LONG, loop -> {
            begun(loop, "ann").grown(LARGE);
            begun(loop, "ben").grown(LARGE);
            begun(loop, "cid").grown(LARGE);
            begun(loop, "dee").grown(Unfinished.SMALL_BYTES);
        });
        assertEquals(List.of("cid"), cut);
        assertEquals(2 * LARGE + Unfinished.SMALL_BYTES, inbound.bytes());
    }

    @Test
    void theOldestGoesIfItTakesItsTime() throws Exception {
        onLoop(
                Duration.ofNanos(1),
                loop -> { // all have had a tenth of it, and the timer does not run meanwhile
                    begun(loop, "ann").grown(LARGE);
                    begun(loop, "ben").grown(LARGE);
                    begun(loop, "cid").grown(LARGE);
                    assertEquals(List.of("ann"), cut);
                });
    }

    @Test
    void aSmallOneGoesForNobody() throws Exception {
        onLoop(LONG, loop -> {
            begun(loop, "ann").grown(2 * LARGE);
            begun(loop, "ben").grown(Unfinished.SMALL_BYTES);
        });
        assertEquals(List.of(), cut);
    }

    @Test
    void whatIsThereIsCountedNoMore() throws Exception {
        onLoop(LONG, loop -> {
            var message = begun(loop, "ann");
            message.grown(LARGE);
            message.grown(2 * LARGE);
            message.forget();
        });
        assertEquals(List.of(), cut);
        assertEquals(0, inbound.bytes());
    }

    private Unfinished begun(Loop loop, String whose) {
        return new Unfinished(loop, () -> cut.add(whose));
    }

    private void onLoop(Duration time, java.util.function.Consumer<Loop> test) throws Exception {
        var settings = new WireSettings(LONG, LONG, LONG, LONG, time, 1 << 20, 1 << 20, LONG, 1 << 20, 0, 0, 100, 100);
        var loop = new Loop(executor, 0, settings, new OutboundMemory(1 << 20), inbound, WireWatch.NONE);
        executor.submit(() -> test.accept(loop)).get();
    }
}
