package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.rotunda.rooms.Frame;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// A session's packets over a WebSocket. Reads through [WebSocketFrames], which is its only handler in
/// the pipeline; writes ready-made frames past everything else.
final class WebSocketTransport implements Transport {
    static final int NORMAL_CLOSURE = 1000;
    static final int PROTOCOL_ERROR = 1002;
    static final int INVALID_DATA = 1007;
    static final int TOO_BIG = 1009;

    private static final ByteBuf PING = Unpooled.unreleasableBuffer(
            Encoding.webSocket(ByteBufAllocator.DEFAULT, Encoding.OPCODE_TEXT, EnginePacket.of(EnginePacket.PING)));

    private final Loop loop;
    private final Channel channel;
    private final int outboundBytes;
    private @Nullable Backlog backlog;
    private boolean dirty;
    private boolean ended;
    private boolean slow;

    WebSocketTransport(Loop loop, Channel channel, int outboundBytes) {
        this.loop = loop;
        this.channel = channel;
        this.outboundBytes = outboundBytes;
    }

    /// Answers the opening handshake, in one system call with what is sent in the same turn.
    void handshake(ByteBuf response) {
        long before = unsent();
        channel.write(response, channel.voidPromise());
        written(before, 0);
    }

    @Override
    public void deliver(Frame frame, long position) {
        if (mayWrite()) {
            long before = unsent();
            try {
                int own = loop.encoded().write(channel, frame, position);
                written(before, own);
            } catch (OutOfMemoryError _) {
                cutSlow(); // and nobody else: the lane goes on with its next member
            }
        }
    }

    @Override
    public void text(byte[] packet) {
        if (mayWrite()) {
            write(Encoding.OPCODE_TEXT, packet);
        }
    }

    @Override
    public void binary(byte[] data) {
        if (mayWrite()) {
            write(Encoding.OPCODE_BINARY, data);
        }
    }

    /// Writes what another transport held: as much as a client may leave unread, which is no reason to cut this one.
    void inherit(int opcode, byte[] data) {
        if (!ended) {
            write(opcode, data);
        }
    }

    void ping() {
        if (mayWrite()) {
            long before = unsent();
            channel.write(PING.duplicate(), channel.voidPromise());
            written(before, 0);
        }
    }

    void pong(byte[] data) {
        if (mayWrite()) {
            write(Encoding.OPCODE_PONG, data);
        }
    }

    @Override
    public void flush() {
        dirty = false;
        channel.unsafe().flush();
        boolean left = unsent() > 0;
        if (left && backlog == null) {
            backlog = new Backlog(loop, this::unsent, this::cutHard);
        }
        if (backlog != null) {
            backlog.watch();
        }
        if (!left) {
            backlog = null;
        }
    }

    @Override
    public @Nullable SocketAddress peer() {
        return channel.remoteAddress();
    }

    @Override
    public void reading(boolean wanted) {
        channel.config().setAutoRead(wanted);
    }

    @Override
    public void end() {
        close(NORMAL_CLOSURE);
    }

    /// No close frame: the stock Java client hears of it and waits for ever. The client closes its side when it has
    /// read everything; closing ours at once would reset the connection if something it sent is unread.
    @Override
    public void leave() {
        if (!ended) {
            ended = true;
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
                if (channel instanceof DuplexChannel duplex) {
                    duplex.shutdownOutput();
                } else {
                    channel.close();
                }
            });
        }
    }

    @Override
    public void cut() {
        ended = true;
        channel.close();
    }

    /// Sends a close frame with `status` after what was written, then closes.
    void close(int status) {
        if (!ended) {
            ended = true;
            var frame = Encoding.webSocket(
                    channel.alloc(), Encoding.OPCODE_CLOSE, new byte[] {(byte) (status >> 8), (byte) status});
            channel.write(frame).addListener(ChannelFutureListener.CLOSE);
            flush(); // and watches: a client that does not read would keep the connection open
        }
    }

    /// Whether the client was cut because it did not read.
    boolean slow() {
        return slow;
    }

    /// A client that does not read is cut rather than served out of ever more memory: it comes back and
    /// recovers. Nothing is dropped silently. What waits is measured before the message is added, so that
    /// one that is larger than the bound can be sent to a client that reads.
    private boolean mayWrite() {
        if (ended) {
            return false;
        }
        int bound = loop.outbound.bound(outboundBytes);
        if (unsent() > bound && dirty) {
            channel.flush(); // what came in this turn nobody had the time to read
        }
        if (unsent() > bound) {
            cutSlow();
        }
        return !ended;
    }

    private void write(int opcode, byte[] data) {
        long before = unsent();
        try {
            var message = Encoding.webSocket(channel.alloc(), opcode, data);
            int own = message.readableBytes();
            channel.write(message, channel.voidPromise());
            written(before, own);
        } catch (OutOfMemoryError _) {
            cutSlow();
        }
    }

    private void written(long before, int own) {
        if (backlog != null) {
            backlog.added(unsent() - before);
        }
        loop.took(own);
        if (!dirty) {
            dirty = true;
            loop.flushLater(this);
        }
    }

    private void cutSlow() {
        loop.outbound.cutOne();
        if (backlog != null) {
            backlog.forget();
        }
        cutHard();
    }

    private void cutHard() {
        ended = true;
        slow = true;
        Backlog.cut(channel);
    }

    private long unsent() {
        return Backlog.of(channel);
    }
}
