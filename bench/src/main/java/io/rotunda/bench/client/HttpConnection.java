package io.rotunda.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One kept-alive HTTP connection with one request at a time. A server that closes it is followed with a new one, and
/// pays for that.
final class HttpConnection {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final Client client;
    private final Clients clients;
    private final Answered answered;
    private @Nullable Channel channel;
    private byte @Nullable [] pending;
    private boolean connecting;
    private boolean closed;
    private byte[] received = new byte[1024];
    private int length;

    /// Hears the body of an answer.
    interface Answered {
        void body(byte[] bytes, int length);
    }

    HttpConnection(Client client, Clients clients, Answered answered) {
        this.client = client;
        this.clients = clients;
        this.answered = answered;
    }

    boolean isBusy() {
        return pending != null;
    }

    void request(String head, byte[] body) {
        var text = head.getBytes(StandardCharsets.US_ASCII);
        var request = Arrays.copyOf(text, text.length + body.length);
        System.arraycopy(body, 0, request, text.length, body.length);
        pending = request;
        if (channel != null && channel.isActive()) {
            write(channel, request);
        } else {
            connect();
        }
    }

    void close() {
        closed = true;
        if (channel != null) {
            channel.close();
        }
    }

    private void connect() {
        if (!connecting) {
            connecting = true;
            clients.connect(new Handler(), client);
        }
    }

    private static void write(Channel to, byte[] request) {
        to.writeAndFlush(to.alloc().directBuffer(request.length).writeBytes(request), to.voidPromise());
    }

    private void read(ByteBuf buffer) {
        int more = buffer.readableBytes();
        if (length + more > received.length) {
            received = Arrays.copyOf(received, 2 * (length + more));
        }
        buffer.readBytes(received, length, more);
        length += more;
        int end = Bytes.indexOf(received, 0, length, END_OF_HEAD);
        if (end < 0) {
            return;
        }
        int from = end + END_OF_HEAD.length;
        var head = new String(received, 0, from, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        int size = contentLength(head);
        if (length < from + size) {
            return;
        }
        var body = Arrays.copyOfRange(received, from, from + size);
        length = 0;
        pending = null;
        if (head.contains("\r\nconnection: close\r\n") && channel != null) {
            channel.close();
            channel = null;
        }
        if (head.startsWith("http/1.1 200 ")) {
            answered.body(body, size);
        } else {
            client.failed(head.lines().findFirst().orElse("nothing") + " " + new String(body, StandardCharsets.UTF_8));
        }
    }

    private static int contentLength(String head) {
        var name = "\r\ncontent-length:";
        int at = head.indexOf(name);
        if (at < 0) {
            throw new IllegalStateException("an answer without a length: " + head);
        }
        return Integer.parseInt(
                head.substring(at + name.length(), head.indexOf('\r', at + 2)).strip());
    }

    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            connecting = false;
            length = 0;
            channel = context.channel();
            if (closed) {
                context.close();
            } else if (pending != null) {
                write(channel, pending);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var buffer = (ByteBuf) message;
            try {
                read(buffer);
            } finally {
                buffer.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (context.channel().equals(channel)) {
                channel = null;
                if (pending != null && !closed) {
                    connect();
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!closed) {
                client.failed(cause.toString());
            }
            context.close();
        }
    }
}
