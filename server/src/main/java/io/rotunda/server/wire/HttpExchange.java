package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request and its answer. Answered once, on the thread of the connection's loop or another.
public final class HttpExchange {
    private static final byte[] NO_BODY = {};
    private static final byte[] POLL_START =
            Encoding.ascii("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: ");

    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private final HttpConnection connection;
    private final HttpMethod method;
    private final RequestHead head;
    private byte[] body = NO_BODY;
    private @Nullable ComingBody coming;
    private final String path;
    private final Target target;
    private String cors = "";
    private @Nullable Runnable onDisconnect;
    private boolean gone;

    HttpExchange(HttpConnection connection, HttpMethod method, Target target, RequestHead head) {
        this.connection = connection;
        this.method = method;
        this.target = target;
        this.path = target.path();
        this.head = head;
    }

    /// Headers for [#answer], from lines such as `Vary: Origin`.
    public static String headers(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    public HttpMethod method() {
        return method;
    }

    /// The decoded path.
    public String path() {
        return path;
    }

    /// The first value of a query parameter, or null.
    public @Nullable String parameter(String name) {
        return target.parameter(name);
    }

    /// All parameters of the query, decoded.
    public Map<String, List<String>> parameters() {
        return target.parameters();
    }

    /// The first value of a header, or null.
    public @Nullable String header(CharSequence name) {
        return head.headers.get(name);
    }

    /// Whether a program on this machine asks for itself, as far as is known: a proxy may say that it asks for somebody
    /// else, or be set up not to.
    public boolean local() {
        return connection.channel().remoteAddress() instanceof InetSocketAddress from
                && from.getAddress().isLoopbackAddress()
                && FORWARDED.stream().noneMatch(header -> head.headers.contains(header));
    }

    /// Whether the body is bytes, as polling of version 3 sent them.
    boolean binary() {
        return "application/octet-stream".equals(header(HttpHeaderNames.CONTENT_TYPE));
    }

    /// What came with the request; empty while it is still to come.
    public byte[] body() {
        return body;
    }

    void body(byte[] whole) {
        body = whole;
    }

    /// The body of a request that was to be handed on as it comes; an empty one if none was announced.
    public ComingBody comingBody() {
        return coming == null ? ComingBody.none() : coming;
    }

    void comingBody(ComingBody body) {
        coming = body;
    }

    /// Whether the head announces a body.
    boolean announcesBody() {
        return head.announcesBody();
    }

    HttpConnection connection() {
        return connection;
    }

    /// Whether the page that asks may; it may read the answer then.
    public boolean allowed(Origins origins) {
        var headers = head.cors(origins);
        cors = headers == null ? "" : headers;
        return headers != null;
    }

    /// Whether a WebSocket is asked for.
    boolean webSocket() {
        return head.webSocket;
    }

    /// Runs `task` when the client goes away before it was answered; at once if it is gone already. Any thread.
    public void onDisconnect(Runnable task) {
        synchronized (this) {
            if (!gone && connection.channel().isActive()) {
                onDisconnect = task;
                return;
            }
        }
        task.run();
    }

    void disconnected() {
        @Nullable Runnable task;
        synchronized (this) {
            gone = true;
            task = onDisconnect;
        }
        if (task != null) {
            task.run();
        }
    }

    /// Answers with a body.
    ///
    /// @param status status code and reason, such as `200 OK`
    /// @param headers further headers, each ended by CRLF
    public void answer(String status, String contentType, String headers, byte[] content) {
        var buffer = head(status, contentType, headers, content.length, content.length);
        if (!method.equals(HttpMethod.HEAD)) {
            buffer.writeBytes(content);
        }
        connection.answer(this, buffer, head.keepAlive);
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

    /// Answers with headers only.
    public void noContent(String headers) {
        connection.answer(this, head("204 No Content", null, headers, 0, 0), head.keepAlive);
    }

    void packet(byte[] packet) {
        packets(new byte[][] {packet}, packet.length);
    }

    void noop() {
        packet(EnginePacket.of(EnginePacket.NOOP));
    }

    /// Answers a poll.
    ///
    /// @param bytes the sum of the packets' lengths
    void packets(byte[][] packets, int bytes) {
        int length = bytes + packets.length - 1;
        var digits = Encoding.ascii(Integer.toString(length));
        var tail = head.pollTail();
        var buffer = ByteBufAllocator.DEFAULT.directBuffer(POLL_START.length + digits.length + tail.length + length);
        buffer.writeBytes(POLL_START).writeBytes(digits).writeBytes(tail);
        boolean separate = false;
        for (var packet : packets) {
            if (separate) {
                buffer.writeByte(PollingPayload.SEPARATOR);
            }
            buffer.writeBytes(packet);
            separate = true;
        }
        connection.answer(this, buffer, head.keepAlive);
    }

    void badRequest() {
        fault(EngineFault.BAD_REQUEST);
    }

    void fault(EngineFault fault) {
        json(fault.status(), fault.json());
    }

    private ByteBuf head(String status, @Nullable String contentType, String headers, int length, int room) {
        var text = new StringBuilder(192).append("HTTP/1.1 ").append(status).append("\r\n");
        if (contentType != null) {
            text.append("Content-Type: ").append(contentType).append("\r\n");
            text.append("Content-Length: ").append(length).append("\r\n");
            text.append("Cache-Control: no-store\r\n");
        }
        text.append(cors).append(headers).append(head.connection).append("\r\n");
        var buffer = ByteBufAllocator.DEFAULT.directBuffer(text.length() + room);
        buffer.writeCharSequence(text, StandardCharsets.US_ASCII);
        return buffer;
    }
}
