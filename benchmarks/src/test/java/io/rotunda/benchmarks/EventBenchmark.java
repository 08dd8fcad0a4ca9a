package io.rotunda.benchmarks;

import io.rotunda.handlers.Session;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What an event costs between wire and database, from its bytes to those of its answer; ten members hear of it.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets them up
public class EventBenchmark {
    private static final byte[] JOIN = HandNode.event("channel:join", "{'channelId':'general'}");
    private static final byte[] LEAVE = HandNode.event("channel:leave", "{'channelId':'general'}");
    private static final byte[] TYPING = HandNode.event("typing:start", "{'channelId':'general'}");
    private static final byte[] SEND = HandNode.event(
            "message:send", "{'channelId':'general','content':'" + "x".repeat(200) + "','contentType':'text'}");
    private static final byte[] HISTORY = HandNode.event("channel:history", "{'channelId':'general','limit':50}");

    private HandNode node;
    private Session speaker;
    private Session guest;

    /// Anew for each iteration: what is sent is kept in memory.
    @Setup(Level.Iteration)
    public void fill() {
        node = new HandNode();
        for (int i = 0; i < 10; i++) {
            speaker = node.enters("user" + i);
            node.says(speaker, JOIN);
        }
        guest = node.enters("guest");
        for (int i = 0; i < 50; i++) {
            node.says(speaker, SEND);
        }
    }

    @Benchmark
    public long typingStart() {
        return node.says(speaker, TYPING);
    }

    @Benchmark
    public long messageSend() {
        return node.says(speaker, SEND);
    }

    @Benchmark
    public long historyOf50Messages() {
        return node.says(speaker, HISTORY);
    }

    @Benchmark
    public long channelJoinAndLeave() {
        return node.says(guest, JOIN) + node.says(guest, LEAVE);
    }

    @Benchmark
    public void connectAndDisconnect() {
        node.leaves(node.enters("visitor"));
    }
}
