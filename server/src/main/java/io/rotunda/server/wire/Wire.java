package io.rotunda.server.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Engine.IO v4 and Socket.IO v5 on channels that somebody else accepts: start reading here, and see the
/// README of this package.
public final class Wire {
    static final String HTTP_DECODER = "http";

    private static final String TOO_MANY_BODY =
            "{\"code\":\"OVERLOADED\",\"message\":\"too many connections: come again later\"}";

    private static final String TOO_MANY = """
            HTTP/1.1 503 Service Unavailable\r
            Connection: close\r
            Content-Type: application/json\r
            Content-Length: %d\r
            Retry-After: 5\r
            \r
            %s""".formatted(TOO_MANY_BODY.length(), TOO_MANY_BODY);

    private static final int MAX_REQUEST_LINE = 12 << 10; // a token of 8 KiB may be part of it
    private static final int MAX_HEADERS = 16 << 10;

    private final WireSettings settings;
    private final EngineSessions sessions;
    private final EngineEndpoint endpoint;
    private final ConcurrentHashMap<EventLoop, Loop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger nextLoop = new AtomicInteger();
    private final OutboundMemory outbound;
    private final InboundMemory inbound;
    private final Admission admission;
    private final WireWatch watch;
    private final AtomicInteger channels = new AtomicInteger();
    private final ChannelFutureListener channelClosed = _ -> channels.decrementAndGet();

    /// @param namespaces what clients connect to at `/socket.io/`
    /// @param echo whether `/engine.io/` sends every message back, for the protocol's own tests
    /// @param others answers every other request
    /// @param busy whether there is more to do than can be done, so that nobody more should come
    public Wire(
            WireSettings settings,
            Origins origins,
            Namespaces namespaces,
            boolean echo,
            HttpRoutes others,
            BooleanSupplier busy) {
        this(settings, origins, namespaces, echo, others, busy, WireWatch.NONE);
    }

    /// The same, and somebody hears what is written.
    public Wire(
            WireSettings settings,
            Origins origins,
            Namespaces namespaces,
            boolean echo,
            HttpRoutes others,
            BooleanSupplier busy,
            WireWatch watch) {
        this.settings = settings;
        this.watch = watch;
        this.outbound = new OutboundMemory(settings.outboundTotalBytes());
        this.inbound = new InboundMemory(settings.inboundTotalBytes());
        this.sessions = new EngineSessions(settings);
        this.admission = new Admission(sessions, settings.maxHandshakes(), busy);
        var paths = new HashMap<String, MessageLayer.Factory>();
        paths.put(
                "/socket.io/",
                (session, handshake) -> new SocketIo(session, handshake, namespaces, admission, settings.maxPayload()));
        if (echo) {
            paths.put("/engine.io/", (session, _) -> new Echo(session));
        }
        this.endpoint = new EngineEndpoint(sessions, admission, Map.copyOf(paths), origins, others);
    }

    /// Installs the handlers of a new connection. On the channel's event loop.
    public void install(Channel channel) {
        channel.closeFuture().addListener(channelClosed);
        if (channels.incrementAndGet() > settings.maxChannels()) {
            channel.pipeline().addLast(new Unheard());
            channel.writeAndFlush(Unpooled.copiedBuffer(TOO_MANY, StandardCharsets.US_ASCII))
                    .addListener(LingeringClose.WHEN_SENT);
            return;
        }
        var loop = loops.computeIfAbsent(
                channel.eventLoop(),
                executor -> new Loop(executor, nextLoop.getAndIncrement(), settings, outbound, inbound, watch));
        var decoder = new RequestDecoder(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS));
        channel.pipeline()
                .addLast(HTTP_DECODER, decoder)
                .addLast(new HttpConnection(endpoint, loop, settings.maxPayload()));
    }

    /// Takes no more clients, asks those that are here to go elsewhere, spread over `time`, and waits until they have
    /// gone; those that do not go are cut. Requests that are none of theirs are answered as ever.
    public void drain(Duration time) {
        new Drain(sessions).run(time);
    }

    /// How many sessions are on polling, or on a WebSocket; each is looked at.
    public long connections(boolean polling) {
        return sessions.all().stream()
                .filter(session -> session.polling() == polling)
                .count();
    }

    /// How many sessions there ever were.
    public long sessionsOpened() {
        return sessions.everOpened();
    }

    /// How many sessions are open.
    public int sessionsOpen() {
        return sessions.open();
    }

    /// What clients have sent, without frames and headers.
    public long bytesIn() {
        return loops.values().stream().mapToLong(loop -> loop.traffic.bytesIn()).sum();
    }

    /// What clients were sent, without frames and headers.
    public long bytesOut() {
        return loops.values().stream()
                .mapToLong(loop -> loop.traffic.bytesOut())
                .sum();
    }

    /// How many clients were cut because they did not read.
    public long slowConsumersCut() {
        return outbound.cut();
    }

    /// How many handshakes were refused because there was too much to do.
    public long handshakesRefused() {
        return admission.refused();
    }

    /// What waits to be sent, as far as clients leave it unread.
    public long outboundBytes() {
        return outbound.bytes();
    }

    /// What clients have begun to send and not ended.
    public long inboundBytes() {
        return inbound.bytes();
    }

    /// How many sessions are open that were not accepted yet.
    int handshakes() {
        return admission.handshakes();
    }

    /// How many connections are open, whatever they are for.
    public int channels() {
        return channels.get();
    }

    /// How many deadlines of connections and sessions are waited for. Not to be called on a loop.
    int deadlines() {
        return loops.values().stream()
                .mapToInt(loop -> loop.executor
                        .submit(loop::deadlines)
                        .syncUninterruptibly()
                        .getNow())
                .sum();
    }

    /// Drops what is asked on a connection that was refused.
    private static final class Unheard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ReferenceCountUtil.release(msg);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            Breakage.report(cause);
            ctx.close();
        }
    }

    /// Sends every message back as it came.
    private record Echo(EngineSession session) implements MessageLayer {
        @Override
        public void text(byte[] packet) {
            session.send(packet, java.util.List.of());
        }

        @Override
        public void binary(byte[] data) {
            session.sendBinary(data);
        }

        @Override
        public boolean lastCall() {
            return true;
        }

        @Override
        public void settle(Runnable then) {
            then.run(); // what came was sent back at once
        }

        @Override
        public void closed(@Nullable String reason) {
            // nothing to give back
        }
    }
}
