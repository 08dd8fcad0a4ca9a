package io.rotunda.handlers;

import io.rotunda.benchmarks.HandNode;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The JSON of the events that are most frequent: name, arguments and fields of what comes, and what is sent.
@State(Scope.Thread)
public class PayloadBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Principal ANN = new Principal("ann", "Ann", "acme", Set.of("c1"), Role.MEMBER, NOW);
    private static final byte[] TYPING = HandNode.event("typing:start", "{'channelId':'general'}");
    private static final byte[] SEND = HandNode.event(
            "message:send",
            "{'channelId':'general','content':'" + "x".repeat(200) + "','contentType':'text','optimisticId':'o-1'}");
    private static final Inbound TYPING_CAME = new Inbound(TYPING, List.of(), null);
    private static final Inbound SEND_CAME = new Inbound(SEND, List.of(), null);

    private final Message message = message();

    @Benchmark
    public Object nameOfMessageSend() throws Malformed {
        return EventName.in(SEND);
    }

    @Benchmark
    public Object readTypingStart() throws Malformed {
        return TypingStart.Request.read(new PayloadFields(Arguments.payload(TYPING_CAME, Set.of()), "acme"));
    }

    @Benchmark
    public Object readMessageSend() throws Malformed {
        return send();
    }

    @Benchmark
    public Object writeTypingStart() throws Malformed {
        return Typing.started(message.draft().room(), ANN, NOW).json();
    }

    @Benchmark
    public Object writeMessageNew() {
        return MessageJson.announced(message);
    }

    @Benchmark
    public Object writeMessageSent() {
        return MessageSend.Sent.of(message).json();
    }

    private static MessageSend.Request send() throws Malformed {
        return MessageSend.Request.read(new PayloadFields(Arguments.payload(SEND_CAME, Set.of()), "acme"));
    }

    private static Message message() {
        try {
            var id = Objects.requireNonNull(MessageId.parse("msg_01939b2c-7b5a-7000-8000-000000000001"));
            return new Message(send().draft(id, ANN.user(), ANN.userName()), 1, NOW, NOW);
        } catch (Malformed malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
