package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rotunda.rooms.Frame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No memory is left for a message.
class AllocationTest {
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final WireSettings SETTINGS =
            new WireSettings(LONG, LONG, LONG, LONG, LONG, 1 << 20, 1 << 20, LONG, 1 << 20, 1L << 30, 0, 100, 100);

    private final EventLoop executor = new DefaultEventLoop();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final OutboundMemory outbound = new OutboundMemory(1 << 20);
    private final Loop loop = new Loop(executor, 0, SETTINGS, outbound, new InboundMemory(1 << 20), WireWatch.NONE);
    private final WebSocketTransport transport = new WebSocketTransport(loop, channel, 1 << 20);

    @AfterEach
    void stop() {
        executor.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64 << 10})
    void whoCannotBeSentAnEventIsCutAndTheLaneGoesOn(int bytes) throws Exception {
        channel.config().setAllocator(new Exhausted());
        var frame = Frame.transientEvent("blob", ("\"" + "x".repeat(bytes) + "\"").getBytes(UTF_8));
        executor.submit(() -> transport.deliver(frame, 1)).get();

        assertFalse(channel.isOpen());
        assertEquals(1, outbound.cut());
        assertEquals(0, outbound.bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64 << 10})
    void whoCannotBeAnsweredIsCut(int bytes) throws Exception {
        channel.config().setAllocator(new Exhausted());
        executor.submit(() -> transport.text(new byte[bytes])).get();

        assertFalse(channel.isOpen());
        assertEquals(1, outbound.cut());
    }

    private static final class Exhausted extends AbstractByteBufAllocator {
        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return Unpooled.buffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("as the system says it");
        }
    }
}
