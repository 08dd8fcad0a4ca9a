package io.rotunda.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Engine.IO on a WebSocket, with framing of its own: one handler, no object for a frame.
final class WebSocketLink extends ChannelInboundHandlerAdapter implements Link {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int MASK = 0x37fa213d;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Client client;
    private final Clients clients;
    private final Reading reading;
    private @Nullable Channel channel;
    private @Nullable ByteBuf rest;
    private boolean upgraded;
    private boolean closed;

    WebSocketLink(Client client, Clients clients, Reading reading) {
        this.client = client;
        this.clients = clients;
        this.reading = reading;
    }

    @Override
    public void open() {
        clients.connect(this, client);
    }

    @Override
    public void send(byte[] packet) {
        write(TEXT, packet, packet.length);
    }

    @Override
    public void close() {
        closed = true;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        if (closed) {
            context.close();
            return;
        }
        var request = """
                GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
                Host: 127.0.0.1\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                \r
                """;
        var buffer = context.alloc().directBuffer(request.length());
        buffer.writeCharSequence(request, StandardCharsets.US_ASCII);
        context.writeAndFlush(buffer, context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var buffer = (ByteBuf) message;
        if (rest != null) {
            rest.writeBytes(buffer);
            buffer.release();
            buffer = rest;
            rest = null;
        }
        try {
            if (upgraded || upgrade(buffer)) {
                long now = System.nanoTime();
                while (frame(buffer, now)) {
                    // until less than a frame is left
                }
            }
            if (buffer.isReadable()) {
                rest = context.alloc().buffer(2 * buffer.readableBytes()).writeBytes(buffer);
            }
        } finally {
            buffer.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (rest != null) {
            rest.release();
            rest = null;
        }
        if (!closed) {
            client.failed("the connection was lost");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!closed) {
            client.failed(cause.toString());
        }
        context.close();
    }

    private boolean upgrade(ByteBuf buffer) {
        int length = buffer.readableBytes();
        var head = reading.copy(buffer, buffer.readerIndex(), length);
        int end = Bytes.indexOf(head, 0, length, END_OF_HEAD);
        if (end < 0) {
            return false;
        }
        if (!Bytes.startsWith(head, 0, length, "HTTP/1.1 101 ".getBytes(StandardCharsets.US_ASCII))) {
            client.failed("no WebSocket: " + new String(head, 0, length, StandardCharsets.US_ASCII));
            close();
            buffer.skipBytes(length);
            return false;
        }
        upgraded = true;
        buffer.skipBytes(end + END_OF_HEAD.length);
        return true;
    }

    private boolean frame(ByteBuf buffer, long now) {
        int available = buffer.readableBytes();
        if (available < 2) {
            return false;
        }
        int start = buffer.readerIndex();
        int length = buffer.getByte(start + 1) & 0x7f;
        int header = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (available < header) {
            return false;
        }
        if (length == 126) {
            length = buffer.getUnsignedShort(start + 2);
        } else if (length == 127) {
            length = Math.toIntExact(buffer.getLong(start + 2));
        }
        if (available < header + length) {
            return false;
        }
        int kind = buffer.getByte(start) & 0x0f;
        var bytes = reading.copy(buffer, start + header, length);
        buffer.skipBytes(header + length);
        switch (kind) {
            case TEXT -> client.packet(bytes, 0, length, now);
            case PING -> write(PONG, bytes, length);
            case CLOSE -> client.failed("the server closed the WebSocket");
            default -> throw new IllegalStateException("frame of kind " + kind);
        }
        return true;
    }

    private void write(int kind, byte[] bytes, int length) {
        var to = Objects.requireNonNull(channel);
        var buffer = to.alloc().directBuffer(length + 14);
        buffer.writeByte(0x80 | kind);
        if (length < 126) {
            buffer.writeByte(0x80 | length);
        } else if (length < 1 << 16) {
            buffer.writeByte(0x80 | 126).writeShort(length);
        } else {
            buffer.writeByte(0x80 | 127).writeLong(length);
        }
        buffer.writeInt(MASK);
        for (int i = 0; i < length; i++) {
            buffer.writeByte(bytes[i] ^ MASK >>> 8 * (3 - (i & 3)));
        }
        to.writeAndFlush(buffer, to.voidPromise());
    }
}
