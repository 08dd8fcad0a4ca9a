package io.rotunda.server.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/// What the headers of a request say. Shared by the requests of one connection whose headers are the same, so that
/// it is found out once.
final class RequestHead {
    final HttpHeaders headers;
    final boolean keepAlive;

    /// What the answer says about the connection: a header ended by CRLF, or empty.
    final String connection;

    /// Whether a WebSocket is asked for.
    final boolean webSocket;

    private boolean judged;
    private @Nullable String cors;
    private byte @Nullable [] pollTail;

    RequestHead(HttpRequest request) {
        headers = request.headers();
        keepAlive = HttpUtil.isKeepAlive(request);
        webSocket = "websocket".equalsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE));
        if (!keepAlive) {
            connection = "Connection: close\r\n";
        } else if ("keep-alive".equalsIgnoreCase(headers.get(HttpHeaderNames.CONNECTION))) {
            connection = "Connection: keep-alive\r\n"; // HTTP/1.0 clients want to hear it
        } else {
            connection = "";
        }
    }

    /// Whether a body follows.
    boolean announcesBody() {
        var length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || length != null && !length.equals("0");
    }

    /// The headers that let the page that asks read the answer, each ended by CRLF; null if it may not ask.
    @Nullable
    String cors(Origins origins) {
        if (!judged) {
            judged = true;
            var origin = headers.get(HttpHeaderNames.ORIGIN);
            cors = origins.allows(origin, headers.get(HttpHeaderNames.HOST)) ? origins.headers(origin) : null;
        }
        return cors;
    }

    /// What follows the length in the head of a poll's answer.
    byte[] pollTail() {
        if (pollTail == null) {
            pollTail = Encoding.ascii(
                    "\r\nCache-Control: no-store\r\n" + (cors == null ? "" : cors) + connection + "\r\n");
        }
        return pollTail;
    }
}
