package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.rotunda.rooms.Frame;
import org.jspecify.annotations.Nullable;

/// A session's packets over a WebSocket. Reads through [WebSocketFrames], which is its only handler in
/// the pipeline; writes ready-made frames past everything else.
final class WebSocketTransport implements Transport {
    static final int NORMAL_CLOSURE = 1000;
    static final int PROTOCOL_ERROR = 1002;
    static final int INVALID_DATA = 1007;
    static final int TOO_BIG = 1009;

    private static final ByteBuf PING =
            Unpooled.unreleasableBuffer(Encoding.webSocket(Encoding.OPCODE_TEXT, EnginePacket.of(EnginePacket.PING)));

    private final Loop loop;
    private final Channel channel;
    private final int outboundBytes;
    private @Nullable Backlog backlog;
    private boolean dirty;
    private boolean ended;

    WebSocketTransport(Loop loop, Channel channel, int outboundBytes) {
        this.loop = loop;
        this.channel = channel;
        this.outboundBytes = outboundBytes;
    }

    @Override
    public void deliver(Frame frame, long position) {
        if (!ended) {
            write(loop.webSocket(frame, position).retainedDuplicate());
        }
    }

    @Override
    public void text(byte[] packet) {
        if (!ended) {
            write(Encoding.webSocket(Encoding.OPCODE_TEXT, packet));
        }
    }

    @Override
    public void binary(byte[] data) {
        if (!ended) {
            write(Encoding.webSocket(Encoding.OPCODE_BINARY, data));
        }
    }

    void ping() {
        if (!ended) {
            write(PING.duplicate());
        }
    }

    void pong(byte[] data) {
        if (!ended) {
            write(Encoding.webSocket(Encoding.OPCODE_PONG, data));
        }
    }

    @Override
    public void flush() {
        dirty = false;
        channel.flush();
        if (backlog == null && unsent() > 0) {
            backlog = new Backlog(loop, this::unsent, this::cutHard);
        }
        if (backlog != null) {
            backlog.watch();
        }
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
            var frame = Encoding.webSocket(Encoding.OPCODE_CLOSE, new byte[] {(byte) (status >> 8), (byte) status});
            channel.write(frame).addListener(ChannelFutureListener.CLOSE);
            flush(); // and watches: a client that does not read would keep the connection open
        }
    }

    /// A client that does not read is cut rather than served out of ever more memory: it comes back and
    /// recovers. Nothing is dropped silently. What waits is measured before the message is added, so that
    /// one that is larger than the bound can be sent to a client that reads.
    private void write(ByteBuf message) {
        long waiting = unsent();
        if (waiting > outboundBytes) {
            message.release();
            loop.outbound.cutOne();
            cutHard();
            return;
        }
        channel.write(message, channel.voidPromise());
        if (backlog != null) {
            backlog.added(unsent() - waiting);
        }
        if (!dirty) {
            dirty = true;
            loop.flushLater(this);
        }
    }

    private void cutHard() {
        ended = true;
        Backlog.cut(channel);
    }

    private long unsent() {
        return Backlog.of(channel);
    }
}
