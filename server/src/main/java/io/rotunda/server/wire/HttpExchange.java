package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request and its answer. Answered once, on the thread of the connection's loop or another.
public final class HttpExchange {
    private static final int MAX_PARAMETERS = 32;
    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private final HttpConnection connection;
    private final HttpRequest request;
    private final byte[] body;
    private final String path;
    private final Map<String, List<String>> query;
    private final boolean keepAlive;
    private String cors = "";
    private @Nullable Runnable onDisconnect;

    HttpExchange(HttpConnection connection, HttpRequest request, byte[] body) {
        this.connection = connection;
        this.request = request;
        this.body = body;
        var uri = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS);
        this.path = uri.path();
        this.query = uri.parameters();
        this.keepAlive = HttpUtil.isKeepAlive(request);
    }

    /// Headers for [#answer], from lines such as `Vary: Origin`.
    public static String headers(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    public HttpMethod method() {
        return request.method();
    }

    /// The decoded path.
    public String path() {
        return path;
    }

    /// The first value of a query parameter, or null.
    public @Nullable String parameter(String name) {
        var values = query.get(name);
        return values == null ? null : values.getFirst();
    }

    /// The first value of a header, or null.
    public @Nullable String header(CharSequence name) {
        return request.headers().get(name);
    }

    /// Whether a program on this machine asks for itself, as far as is known: a proxy may say that it asks for somebody
    /// else, or be set up not to.
    public boolean local() {
        return connection.channel().remoteAddress() instanceof InetSocketAddress from
                && from.getAddress().isLoopbackAddress()
                && FORWARDED.stream().noneMatch(header -> request.headers().contains(header));
    }

    /// Whether the body is bytes, as polling of version 3 sent them.
    boolean binary() {
        return "application/octet-stream".equals(header(HttpHeaderNames.CONTENT_TYPE));
    }

    byte[] body() {
        return body;
    }

    HttpConnection connection() {
        return connection;
    }

    /// Headers, each ended by CRLF, that allow another origin to read the answer.
    void cors(String headers) {
        cors = headers;
    }

    /// Runs `task` when the client goes away before it was answered; at once if it is gone already.
    void onDisconnect(Runnable task) {
        if (connection.channel().isActive()) {
            onDisconnect = task;
        } else {
            task.run();
        }
    }

    void disconnected() {
        if (onDisconnect != null) {
            onDisconnect.run();
        }
    }

    /// Answers with a body.
    ///
    /// @param status status code and reason, such as `200 OK`
    /// @param headers further headers, each ended by CRLF
    public void answer(String status, String contentType, String headers, byte[] content) {
        var buffer = head(status, contentType, headers, content.length, content.length);
        if (!request.method().equals(HttpMethod.HEAD)) {
            buffer.writeBytes(content);
        }
        connection.answer(this, buffer, keepAlive);
    }

    /// Answers with a short JSON text.
    public void json(String status, String content) {
        answer(status, "application/json", "", content.getBytes(StandardCharsets.UTF_8));
    }

    public void notFound() {
        json("404 Not Found", "{\"message\":\"not found\"}");
    }

    void ok() {
        answer("200 OK", "text/html", "", Encoding.ascii("ok"));
    }

    void noContent(String headers) {
        connection.answer(this, head("204 No Content", null, headers, 0, 0), keepAlive);
    }

    void packet(byte[] packet) {
        packets(List.of(packet), packet.length);
    }

    void noop() {
        packet(EnginePacket.of(EnginePacket.NOOP));
    }

    /// Answers a poll.
    ///
    /// @param bytes the sum of the packets' lengths
    void packets(Collection<byte[]> packets, int bytes) {
        int length = bytes + packets.size() - 1;
        var buffer = head("200 OK", "text/plain; charset=UTF-8", "", length, length);
        boolean separate = false;
        for (var packet : packets) {
            if (separate) {
                buffer.writeByte(PollingPayload.SEPARATOR);
            }
            buffer.writeBytes(packet);
            separate = true;
        }
        connection.answer(this, buffer, keepAlive);
    }

    void badRequest() {
        fault(EngineFault.BAD_REQUEST);
    }

    void fault(EngineFault fault) {
        json(fault.status(), fault.json());
    }

    private ByteBuf head(String status, @Nullable String contentType, String headers, int length, int room) {
        var head = new StringBuilder(192).append("HTTP/1.1 ").append(status).append("\r\n");
        if (contentType != null) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
            head.append("Content-Length: ").append(length).append("\r\n");
            head.append("Cache-Control: no-store\r\n");
        }
        head.append(cors).append(headers);
        if (!keepAlive) {
            head.append("Connection: close\r\n");
        } else if ("keep-alive".equalsIgnoreCase(header(HttpHeaderNames.CONNECTION))) {
            head.append("Connection: keep-alive\r\n"); // HTTP/1.0 clients want to hear it
        }
        head.append("\r\n");
        var buffer = ByteBufAllocator.DEFAULT.directBuffer(head.length() + room);
        buffer.writeCharSequence(head, StandardCharsets.US_ASCII);
        return buffer;
    }
}
