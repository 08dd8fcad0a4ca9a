package io.rotunda.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.time.InstantSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// An event for a room whose members have WebSockets on one loop: from the room to the bytes on each connection.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets them up
public class FanOutBenchmark {
    private static final RoomId.Channel ROOM = new RoomId.Channel("acme", "general");
    private static final byte[] SMALL = ("{\"content\":\"" + "x".repeat(300) + "\"}").getBytes(UTF_8);
    private static final byte[] LARGE = ("{\"content\":\"" + "x".repeat(64 << 10) + "\"}").getBytes(UTF_8);

    @Param({"1", "10", "1000"})
    public int members;

    private HandWire wire;
    private Rooms rooms;
    private long seq;

    @Setup
    public void fill() throws InterruptedException {
        wire = new HandWire();
        rooms = new Rooms(
                new Rooms.Keeping(Duration.ofSeconds(10), Duration.ofSeconds(10), 1 << 20, InstantSource.system()));
        for (int i = 0; i < members; i++) {
            rooms.enter(ROOM, rooms.open(wire.socket())).goLive();
        }
        wire.run();
    }

    @Benchmark
    public void transientEvent() {
        rooms.tell(ROOM, Frame.transientEvent("typing:start", SMALL));
        wire.run();
    }

    @Benchmark
    public void durableEvent() {
        rooms.tell(ROOM, Frame.durable("message:new", SMALL, ++seq));
        wire.run();
    }

    @Benchmark
    public void transientEvent64KiB() {
        rooms.tell(ROOM, Frame.transientEvent("message:stream", LARGE));
        wire.run();
    }

    /// What gathered while the loop was busy, or came with one commit.
    @Benchmark
    public void tenEventsAtOnce() {
        for (int i = 0; i < 10; i++) {
            rooms.tell(ROOM, Frame.durable("message:new", SMALL, ++seq));
        }
        wire.run();
    }
}
