package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.rotunda.rooms.Waiting;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a loop does at the end of a turn.
class LoopTest {
    private final EventLoop executor = new DefaultEventLoop();
    private final Loop loop = new Loop(
            executor,
            0,
            TestServer.unhurried(),
            new OutboundMemory(1 << 20),
            new InboundMemory(1 << 20),
            WireWatch.NONE);
    private final List<String> happened = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        executor.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void whoeverWaitsForALoopIsWokenOnceForAllThatItReads() throws Exception {
        Runnable wake = () -> happened.add("woken");
        loop.execute(() -> {
            Waiting.end(wake);
            happened.add("read");
            Waiting.end(wake);
            happened.add("read");
        });
        executor.submit(() -> {}).get(); // the turn, which asks for its end
        executor.submit(() -> {}).get(); // and its end
        assertEquals(List.of("read", "read", "woken"), happened);
    }
}
