package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Netty's decoder, with a memory of one request. A client that polls sends the same headers, byte for byte, each time:
/// they are compared with those that Netty has read and checked, and not read again. Whatever is not the same, or not
/// all there, goes to Netty as ever, so there is no second opinion about where a request ends.
final class RequestDecoder extends HttpRequestDecoder {
    private static final int MAX_LINE = 512;
    private static final int MAX_REMEMBERED = 2 << 10;
    private static final byte[] GET = Encoding.ascii("GET ");
    private static final byte[] VERSION = Encoding.ascii(" HTTP/1.1\r\n");

    /// Nothing of the next request has been read.
    private boolean between = true;

    /// What followed the first line of the last simple request, with its empty line.
    private @Nullable ByteBuf headers;

    private @Nullable RequestHead head;

    RequestDecoder(HttpDecoderConfig config) {
        super(config);
    }

    /// A whole `GET` without a body, whose headers are those of an earlier one.
    record Repeated(RequestHead head, String uri) {}

    /// The status for a request that cannot be read.
    static String status(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> "414 URI Too Long";
            case TooLongHttpHeaderException _ -> "431 Request Header Fields Too Large";
            default -> "400 Bad Request";
        };
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        boolean fromStart = between;
        if (fromStart && head != null && headers != null) {
            var repeated = repeated(in, head, headers);
            if (repeated != null) {
                out.add(repeated);
                return;
            }
        }
        int start = in.readerIndex();
        int before = out.size();
        super.decode(ctx, in, out);
        between = out.size() > before
                && out.getLast() instanceof LastHttpContent last
                && last.decoderResult().isSuccess();
        if (fromStart && between && out.size() == before + 2 && out.get(before) instanceof HttpRequest request) {
            remember(request, in, start);
        }
    }

    private static @Nullable Repeated repeated(ByteBuf in, RequestHead head, ByteBuf headers) {
        int start = in.readerIndex();
        int lineEnd = in.indexOf(start, Math.min(in.writerIndex(), start + MAX_LINE), (byte) '\n') + 1;
        int length = headers.readableBytes();
        if (lineEnd == 0
                || in.writerIndex() - lineEnd < length
                || !ByteBufUtil.equals(in, lineEnd, headers, 0, length)) {
            return null;
        }
        var uri = simpleGet(ByteBufUtil.getBytes(in, start, lineEnd - start));
        if (uri == null) {
            return null;
        }
        in.readerIndex(lineEnd + length);
        return new Repeated(head, uri);
    }

    /// The target of a first line about which there are no two opinions, or null.
    private static @Nullable String simpleGet(byte[] line) {
        int end = line.length - VERSION.length;
        if (end <= GET.length) {
            return null;
        }
        for (int i = 0; i < GET.length; i++) {
            if (line[i] != GET[i]) {
                return null;
            }
        }
        for (int i = GET.length; i < end; i++) {
            if (line[i] <= ' ' || line[i] == 0x7f) {
                return null;
            }
        }
        for (int i = 0; i < VERSION.length; i++) {
            if (line[end + i] != VERSION[i]) {
                return null;
            }
        }
        return new String(line, GET.length, end - GET.length, StandardCharsets.US_ASCII);
    }

    /// `request` was read from `start` to where `in` is read now.
    private void remember(HttpRequest request, ByteBuf in, int start) {
        headers = null;
        head = null;
        int lineEnd = in.indexOf(start, in.readerIndex(), (byte) '\n') + 1;
        int length = in.readerIndex() - lineEnd;
        if (in.getByte(start) == 'G' // no empty lines before it
                && request.method().equals(HttpMethod.GET)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && length <= MAX_REMEMBERED
                && !request.headers().contains(HttpHeaderNames.EXPECT)
                && !request.headers().contains(HttpHeaderNames.UPGRADE)
                && !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                && !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            headers = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(in, lineEnd, length));
            head = new RequestHead(request);
        }
    }
}
