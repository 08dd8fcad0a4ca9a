package io.rotunda.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A message that comes over a WebSocket, and goes back as it came: reading and writing frames, no Socket.IO.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets them up
public class WebSocketEchoBenchmark {
    private static final byte[] SMALL = ClientFrames.text("4" + "x".repeat(100));
    private static final byte[] LARGE = ClientFrames.text("4" + "x".repeat(64 << 10));
    private static final byte[] FRAGMENTED = ClientFrames.fragmented("4" + "x".repeat(4 << 10), 8);
    private static final byte[] BINARY = ClientFrames.binary(1 << 10);
    private static final byte[] BURST = burst();

    private HandWire.Peer peer;

    @Setup
    public void connect() {
        peer = new HandWire().echo();
    }

    @Benchmark
    public long text100Bytes() {
        return peer.says(SMALL);
    }

    @Benchmark
    public long text64KiB() {
        return peer.says(LARGE);
    }

    @Benchmark
    public long text4KiBInEightFragments() {
        return peer.says(FRAGMENTED);
    }

    @Benchmark
    public long binary1KiB() {
        return peer.says(BINARY);
    }

    /// As they come from a busy client: in one read.
    @Benchmark
    public long tenTextsAtOnce() {
        return peer.says(BURST);
    }

    private static byte[] burst() {
        var burst = new byte[10 * SMALL.length];
        for (int i = 0; i < 10; i++) {
            System.arraycopy(SMALL, 0, burst, i * SMALL.length, SMALL.length);
        }
        return burst;
    }
}
