package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Socket.IO packets by themselves.
@State(Scope.Thread)
public class PacketBenchmark {
    private static final byte[] TEXT = ("42117[\"message:send\",{\"channelId\":\"general\",\"content\":\""
                    + "x".repeat(200) + "\"}]")
            .getBytes(UTF_8);
    private static final byte[] BINARY =
            "451-117[\"call:audio-chunk\",{\"roomName\":\"r\",\"audio\":{\"_placeholder\":true,\"num\":0}}]"
                    .getBytes(UTF_8);
    private static final byte[] ANSWER = "[{\"success\":true}]".getBytes(UTF_8);

    @Benchmark
    public @Nullable Object readText() {
        return SocketPacket.read(TEXT);
    }

    @Benchmark
    public @Nullable Object readBinary() {
        return SocketPacket.read(BINARY);
    }

    @Benchmark
    public Object writeAck() {
        return Encoding.packet(PacketType.ACK, 0, Namespaces.MAIN, 117, ANSWER);
    }
}
