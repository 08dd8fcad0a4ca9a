package io.rotunda.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.Ticker;
import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.Origins;
import io.rotunda.server.wire.Socket;
import io.rotunda.server.wire.SocketListener;
import io.rotunda.server.wire.Wire;
import io.rotunda.server.wire.WireSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;

/// The wire on one event loop that the caller's thread runs, so that whatever is allocated there is allocated by the
/// caller. No time passes on it. `/engine.io/` sends back what it is sent; whoever comes to `/socket.io/` is let in.
public final class HandWire {
    private static final Duration LONG = Duration.ofHours(1);
    private static final int MAX_PAYLOAD = 1 << 20;

    private static final WireSettings SETTINGS = new WireSettings(
            LONG,
            LONG,
            LONG,
            LONG,
            LONG,
            MAX_PAYLOAD,
            MAX_PAYLOAD,
            LONG,
            1L << 30,
            1L << 30,
            0,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), Ticker.newMockTicker());

    private final LinkedBlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final Wire wire = new Wire(
            SETTINGS,
            new Origins(true, false, Set.of()),
            _ -> (socket, _, _) -> {
                socket.accept(new RoomId.User("acme", socket.id()), new Deaf());
                accepted.add(socket);
            },
            true,
            HttpExchange::notFound,
            () -> false);

    /// A connection on which nothing was said yet.
    public Peer connect() {
        var channel = new SwallowingChannel();
        channel.unsafe().register(loop, new DefaultChannelPromise(channel, loop));
        run();
        wire.install(channel);
        return new Peer(channel);
    }

    /// An Engine.IO session over a WebSocket that sends back what it is sent.
    public Peer echo() {
        return upgraded("/engine.io/");
    }

    /// A Socket.IO client over a WebSocket.
    public Socket socket() throws InterruptedException {
        var peer = upgraded("/socket.io/");
        peer.says(ClientFrames.text("40"));
        var socket = accepted.take();
        run(); // the answer to its CONNECT
        return socket;
    }

    private Peer upgraded(String path) {
        var peer = connect();
        peer.says(Requests.upgrade(path));
        peer.heard();
        return peer;
    }

    /// Runs what there is to do.
    public void run() {
        while (loop.runNow() > 0) {
            // and what came of it
        }
    }

    /// The client's end of a connection.
    public final class Peer {
        private final SwallowingChannel channel;

        private Peer(SwallowingChannel channel) {
            this.channel = channel;
        }

        /// What was sent to it until now, once.
        String heard() {
            return channel.heard();
        }

        /// Bytes that come in one piece, and all that comes of it on the loop.
        ///
        /// @return how many bytes were sent until now
        public long says(byte[] bytes) {
            channel.pipeline().fireChannelRead(buffer(bytes));
            channel.pipeline().fireChannelReadComplete();
            run();
            return channel.swallowed();
        }
    }

    private static ByteBuf buffer(byte[] bytes) {
        return ByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
    }

    private static final class Deaf implements SocketListener {
        @Override
        public Remainder event(byte[] json, List<byte[]> attachments, long ackId) {
            return Remainder.NOTHING; // nobody acts on it
        }

        @Override
        public void closed(String reason, boolean lost) {
            // nothing to give back
        }
    }
}
