package io.rotunda.server.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The opening handshake of RFC 6455, section 4.2. Extensions are never agreed on: a compressed frame
/// that inflates without bound cannot be sent to a server that speaks no compression.
final class WebSocketUpgrade {
    private static final byte[] GUID = Encoding.ascii("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    private static final int KEY_LENGTH = 24;

    private WebSocketUpgrade() {}

    /// Takes over a new WebSocket.
    @FunctionalInterface
    interface Opened {

        /// Sets the listener of `frames`; returns false if this WebSocket is not wanted.
        boolean take(WebSocketTransport transport, WebSocketFrames frames);
    }

    static void accept(HttpExchange exchange, WireSettings settings, Opened opened) {
        var key = exchange.header(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (!exchange.method().equals(HttpMethod.GET)
                || key == null
                || key.length() != KEY_LENGTH
                || !"13".equals(exchange.header(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            exchange.badRequest();
            return;
        }
        var connection = exchange.connection();
        var transport = new WebSocketTransport(connection.loop(), connection.channel(), settings.outboundBytes());
        var frames = new WebSocketFrames(transport, connection.loop(), settings.maxPayload());
        var response = connection.channel().alloc().directBuffer(160);
        response.writeCharSequence(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + answer(key) + "\r\n\r\n",
                StandardCharsets.US_ASCII);
        transport.handshake(response);
        connection.becomeWebSocket(frames);
        if (!opened.take(transport, frames)) {
            transport.end();
        }
    }

    private static String answer(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(Encoding.ascii(key));
            return Base64.getEncoder().encodeToString(sha1.digest(GUID));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has SHA-1
        }
    }
}
