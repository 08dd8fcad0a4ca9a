package io.rotunda.server.wire;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Engine.IO v4 and Socket.IO v5 on channels that somebody else accepts: start reading here, and see the
/// README of this package.
public final class Wire {
    static final String HTTP_DECODER = "http";

    private static final int MAX_REQUEST_LINE = 12 << 10; // a token of 8 KiB may be part of it
    private static final int MAX_HEADERS = 16 << 10;

    private final WireSettings settings;
    private final EngineSessions sessions;
    private final EngineEndpoint endpoint;
    private final ConcurrentHashMap<EventLoop, Loop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger nextLoop = new AtomicInteger();

    /// @param namespaces what clients connect to at `/socket.io/`
    /// @param echo whether `/engine.io/` sends every message back, for the protocol's own tests
    /// @param others answers every other request
    public Wire(WireSettings settings, Origins origins, Namespaces namespaces, boolean echo, HttpRoutes others) {
        this.settings = settings;
        var paths = new HashMap<String, MessageLayer.Factory>();
        paths.put(
                "/socket.io/",
                (session, handshake) -> new SocketIo(session, handshake, namespaces, settings.maxPayload()));
        if (echo) {
            paths.put("/engine.io/", (session, _) -> new Echo(session));
        }
        this.sessions = new EngineSessions(settings);
        this.endpoint = new EngineEndpoint(sessions, Map.copyOf(paths), origins, others);
    }

    /// Installs the handlers of a new connection. On the channel's event loop.
    public void install(Channel channel) {
        var loop = loops.computeIfAbsent(
                channel.eventLoop(), executor -> new Loop(executor, nextLoop.getAndIncrement(), settings));
        var decoder = new HttpRequestDecoder(new HttpDecoderConfig()
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
