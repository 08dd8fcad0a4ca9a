package io.rotunda.server.wire;

import io.rotunda.handlers.Client;
import io.rotunda.rooms.Frame;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A session's packets over HTTP long-polling: they wait here for the client's next `GET`.
final class PollingTransport implements Transport {
    private static final byte[] CLOSE = EnginePacket.of(EnginePacket.CLOSE);
    private static final byte[] NOOP = EnginePacket.of(EnginePacket.NOOP);

    private static final byte[][] NO_PACKETS = {};

    private final Loop loop;
    private final EngineSession session;
    private final int outboundBytes;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private final Backlog backlog;
    private @Nullable HttpExchange get;
    private @Nullable HttpExchange post;
    private boolean reading = true;
    private boolean dirty;
    private boolean ending;

    PollingTransport(Loop loop, EngineSession session, int outboundBytes) {
        this.loop = loop;
        this.session = session;
        this.outboundBytes = outboundBytes;
        this.backlog = new Backlog(loop, () -> waitingBytes, () -> session.cut(Client.TOO_SLOW));
    }

    /// The client waits for packets. A second `GET` while one is open ends the session, as in the
    /// reference server: one of the two would steal packets from the other.
    void get(HttpExchange exchange) {
        if (get != null) {
            session.cut("two polls at a time");
            exchange.badRequest();
        } else {
            get = exchange;
            exchange.onDisconnect(() -> gone(exchange));
            flush();
        }
    }

    /// The client sent packets, which were handled or queued. The answer is its leave to send more.
    void posted(HttpExchange exchange) {
        if (reading) {
            exchange.ok();
        } else {
            post = exchange;
        }
    }

    boolean answering() {
        return post != null;
    }

    @Override
    public void deliver(Frame frame, long position) {
        try {
            add(loop.encoded().text(frame, position));
            frame.attachments().forEach(this::binary);
        } catch (OutOfMemoryError _) {
            cutSlow(); // and nobody else: the lane goes on with its next member
        }
    }

    @Override
    public void text(byte[] packet) {
        add(packet);
    }

    @Override
    public void binary(byte[] data) {
        var base64 = Base64.getEncoder().encode(data);
        var packet = new byte[base64.length + 1];
        packet[0] = EnginePacket.BASE64;
        System.arraycopy(base64, 0, packet, 1, base64.length);
        add(packet);
    }

    @Override
    public void flush() {
        dirty = false;
        if (get == null) {
            return;
        }
        if (!waiting.isEmpty()) {
            var exchange = get;
            get = null;
            var packets = waiting.toArray(NO_PACKETS);
            int bytes = waitingBytes;
            discard(); // before the answer: it may bring the next request, which is not to be given the same
            try {
                exchange.packets(packets, bytes);
            } catch (OutOfMemoryError _) {
                exchange.connection().channel().close();
                cutSlow();
            }
        } else if (ending) {
            session.cut("server disconnect");
        }
    }

    @Override
    public @Nullable SocketAddress peer() {
        return get == null ? null : get.connection().channel().remoteAddress();
    }

    @Override
    public void reading(boolean wanted) {
        reading = wanted;
        if (wanted && post != null) {
            var exchange = post;
            post = null;
            exchange.ok();
        }
    }

    /// The close packet goes out with a poll of its own: the stock client acts on it at once, but on what
    /// came before it in the same payload only afterwards.
    @Override
    public void end() {
        ending = true;
        loop.flushLater(this);
    }

    @Override
    public void leave() {
        end();
    }

    @Override
    public void cut() {
        answer(CLOSE);
    }

    /// Answers an open `GET` so that the client can go on to something else.
    void release() {
        answer(NOOP);
    }

    /// Moves what waits to the transport that takes over.
    void drainTo(WebSocketTransport next) {
        for (var packet : waiting) {
            if (packet[0] == EnginePacket.BASE64) {
                var data = Base64.getDecoder().decode(Arrays.copyOfRange(packet, 1, packet.length));
                next.inherit(Encoding.OPCODE_BINARY, data);
            } else {
                next.inherit(Encoding.OPCODE_TEXT, packet);
            }
        }
        discard();
        reading(true);
    }

    /// Keeps nothing of what waits.
    void discard() {
        waiting.clear();
        waitingBytes = 0;
        backlog.forget();
    }

    private void answer(byte[] packet) {
        if (get != null) {
            var exchange = get;
            get = null;
            exchange.packet(packet);
        }
        reading(true);
    }

    private void gone(HttpExchange exchange) {
        if (get == exchange) {
            // What its answer held is lost, so the session is: the client opens another one and recovers.
            get = null;
            session.cut("poll connection closed");
        }
    }

    private void add(byte[] packet) {
        if (ending) {
            return;
        }
        if (waitingBytes > (get == null ? loop.outbound.bound(outboundBytes) : outboundBytes)) {
            cutSlow();
            return;
        }
        waiting.add(packet);
        waitingBytes += packet.length;
        backlog.added(packet.length);
        if (get == null) {
            backlog.watch();
        } else if (!dirty) {
            dirty = true;
            loop.flushLater(this);
        }
    }

    private void cutSlow() {
        loop.outbound.cutOne();
        session.cut(Client.TOO_SLOW);
    }
}
