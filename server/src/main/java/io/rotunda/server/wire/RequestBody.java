package io.rotunda.server.wire;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The body of one request while it is read: kept until it is whole, or handed on as it comes. On the loop of its
/// connection.
final class RequestBody {
    private final HttpExchange request;
    private final Loop loop;
    private final Channel channel;
    private final int maxBytes;
    private final HttpFault tooLarge;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private final @Nullable ComingBody coming;
    private @Nullable Unfinished unfinished;
    private boolean over;

    /// @param maxBytes of a body that is kept
    RequestBody(HttpExchange request, Reception reception, Loop loop, Channel channel, int maxBytes) {
        this.request = request;
        this.loop = loop;
        this.channel = channel;
        this.maxBytes = maxBytes;
        this.tooLarge = reception instanceof Reception.Whole(var fault) ? fault : HttpFault.TOO_LARGE;
        this.coming = reception instanceof Reception.AsItComes ? new ComingBody(loop::execute, this::readOn) : null;
        if (coming != null) {
            request.comingBody(coming);
        }
    }

    HttpExchange request() {
        return request;
    }

    /// Why nothing of a body is taken that has not come; null if it is.
    ///
    /// @param maxBytes of one that is kept
    static @Nullable HttpFault refusal(Reception reception, HttpRequest head, int maxBytes) {
        return switch (reception) {
            case Reception.Refused(var fault) -> fault;
            case Reception.Whole(var tooLarge) ->
                HttpUtil.isContentLengthSet(head) && HttpUtil.getContentLength(head, 0L) > maxBytes ? tooLarge : null;
            case Reception.AsItComes() -> null;
        };
    }

    /// For a client that sends nothing of it before.
    void askFor() {
        var go = channel.alloc().buffer(32);
        go.writeCharSequence("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII);
        channel.writeAndFlush(go, channel.voidPromise());
    }

    /// Whether the request was handed on before its body.
    boolean comes() {
        return coming != null;
    }

    /// Adds a piece; its last one makes the request whole.
    ///
    /// @return why it is refused; null if it is not
    @Nullable
    HttpFault take(HttpContent content) {
        var bytes = content.content();
        boolean last = content instanceof LastHttpContent;
        if (coming != null) {
            if (bytes.isReadable()) {
                coming.add(ByteBufUtil.getBytes(bytes));
            }
            if (last) {
                over = true;
                coming.end();
            }
            return null;
        }
        if (kept.size() + bytes.readableBytes() > maxBytes) {
            return tooLarge;
        }
        if (bytes.isReadable()) {
            kept.writeBytes(ByteBufUtil.getBytes(bytes));
        }
        if (last) {
            request.body(kept.toByteArray());
            forget();
        } else if (kept.size() > 0) {
            if (unfinished == null) {
                unfinished = new Unfinished(loop, () -> Backlog.cut(channel));
            }
            unfinished.grown(kept.size());
        }
        return null;
    }

    /// Nothing more of it is read.
    void forget() {
        over = true;
        if (coming != null) {
            coming.cut();
        }
        if (unfinished != null) {
            unfinished.forget();
            unfinished = null;
        }
    }

    /// What follows a body waits for the answer, and is not for this to ask for.
    private void readOn(boolean on) {
        if (!over) {
            channel.config().setAutoRead(on);
        }
    }
}
