package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// Reads RFC 6455 frames from a client, and hands over whole messages. The only handler of its channel,
/// and without a buffer while nothing is half read, so that an idle connection costs little.
final class WebSocketFrames extends ChannelInboundHandlerAdapter {
    private static final int MAX_CONTROL_PAYLOAD = 125;
    private static final int RESERVED_BITS = 0x70;
    private static final int MASKED = 0x80;

    private final WebSocketTransport transport;
    private final Loop loop;
    private final int maxPayload;
    private @Nullable Listener listener;

    private @Nullable ByteBuf unread;
    private @Nullable ByteArrayOutputStream fragments;
    private int fragmentsOpcode;
    private @Nullable Unfinished unfinished;
    private boolean closed;

    /// @param loop which the channel stays on
    WebSocketFrames(WebSocketTransport transport, Loop loop, int maxPayload) {
        this.transport = transport;
        this.loop = loop;
        this.maxPayload = maxPayload;
    }

    /// What a WebSocket has to say.
    interface Listener {

        /// A whole text message, in valid UTF-8.
        void text(byte[] message);

        /// A whole binary message.
        void binary(byte[] message);

        /// The connection is gone; the last call.
        void disconnected();
    }

    /// Who hears what comes; set before the handler is installed.
    void listener(Listener next) {
        listener = next;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        var in = (ByteBuf) msg;
        boolean continued = unread != null;
        if (unread != null) {
            unread.writeBytes(in);
            in.release();
            in = unread;
        }
        while (!closed && frame(in)) {
            // one frame after the other
        }
        keep(ctx, in, continued);
    }

    /// Keeps what is left of `in` until more comes. Room is made for what has come, not for what a frame
    /// announces: announcing costs nothing.
    private void keep(ChannelHandlerContext ctx, ByteBuf in, boolean continued) {
        if (closed || !in.isReadable()) {
            unread = null;
            in.release();
        } else if (continued) {
            in.discardSomeReadBytes();
        } else {
            unread = ctx.alloc().buffer(in.readableBytes()).writeBytes(in);
            in.release();
        }
        count(ctx);
    }

    private void count(ChannelHandlerContext ctx) {
        int half = fragmentBytes() + (unread == null ? 0 : unread.capacity());
        if (closed || half == 0) {
            finish();
        } else {
            if (unfinished == null) {
                unfinished = new Unfinished(loop, () -> Backlog.cut(ctx.channel()));
            }
            unfinished.grown(half);
        }
    }

    private void finish() {
        if (unfinished != null) {
            unfinished.forget();
            unfinished = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        drop();
        if (listener != null) {
            listener.disconnected();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        drop();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Breakage.report(cause);
        ctx.close();
    }

    /// Reads one frame, if a whole one is there.
    private boolean frame(ByteBuf in) {
        int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        int start = in.readerIndex();
        int first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        int opcode = first & 0x0F;
        boolean fin = (first & Encoding.FIN) != 0;
        if ((first & RESERVED_BITS) != 0 || (second & MASKED) == 0 || !known(opcode)) {
            return fail(WebSocketTransport.PROTOCOL_ERROR);
        }
        long length = second & 0x7F;
        boolean control = opcode >= Encoding.OPCODE_CLOSE;
        if (control && (!fin || length > MAX_CONTROL_PAYLOAD)) {
            return fail(WebSocketTransport.PROTOCOL_ERROR);
        }
        int head = length < 126 ? 6 : length == 126 ? 8 : 14;
        if (available < head) {
            return false;
        }
        if (length == 126) {
            length = in.getUnsignedShort(start + 2);
        } else if (length == 127) {
            length = in.getLong(start + 2);
        }
        if (length < 0 || length > maxPayload || !control && length + fragmentBytes() > maxPayload) {
            return fail(WebSocketTransport.TOO_BIG);
        }
        if (available < head + length) {
            return false;
        }
        var payload = new byte[(int) length];
        in.getBytes(start + head, payload);
        unmask(payload, in.getInt(start + head - 4));
        in.skipBytes(head + payload.length);
        message(opcode, fin, payload);
        return true;
    }

    private void message(int opcode, boolean fin, byte[] payload) {
        switch (opcode) {
            case Encoding.OPCODE_PING -> transport.pong(payload);
            case Encoding.OPCODE_PONG -> {} // an answer that nobody asked for
            case Encoding.OPCODE_CLOSE -> {
                closed = true;
                transport.close(WebSocketTransport.NORMAL_CLOSURE);
            }
            case Encoding.OPCODE_CONTINUATION -> {
                if (fragments == null) {
                    fail(WebSocketTransport.PROTOCOL_ERROR);
                } else {
                    fragments.writeBytes(payload);
                    if (fin) {
                        var joined = fragments.toByteArray();
                        fragments = null;
                        whole(fragmentsOpcode, joined);
                    }
                }
            }
            default -> {
                if (fragments != null) {
                    fail(WebSocketTransport.PROTOCOL_ERROR);
                } else if (fin) {
                    whole(opcode, payload);
                } else {
                    fragments = new ByteArrayOutputStream();
                    fragments.writeBytes(payload);
                    fragmentsOpcode = opcode;
                }
            }
        }
    }

    private void whole(int opcode, byte[] message) {
        finish(); // what follows is another one, with a time of its own
        if (opcode == Encoding.OPCODE_TEXT && !Utf8.valid(message)) {
            fail(WebSocketTransport.INVALID_DATA);
        } else if (listener != null) {
            if (opcode == Encoding.OPCODE_TEXT) {
                listener.text(message);
            } else {
                listener.binary(message);
            }
        }
    }

    private int fragmentBytes() {
        return fragments == null ? 0 : fragments.size();
    }

    private boolean fail(int status) {
        closed = true;
        transport.close(status);
        return false;
    }

    private void drop() {
        closed = true;
        if (unread != null) {
            unread.release();
            unread = null;
        }
        fragments = null;
        finish();
    }

    private static boolean known(int opcode) {
        return opcode <= Encoding.OPCODE_BINARY || opcode >= Encoding.OPCODE_CLOSE && opcode <= Encoding.OPCODE_PONG;
    }

    private static void unmask(byte[] payload, int mask) {
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
        }
    }
}
