package io.rotunda.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

/// HTTP requests as clients send them.
final class Requests {
    private static final String COMMON = " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: benchmark\r\nAccept: */*\r\n";

    private Requests() {}

    static byte[] upgrade(String path) {
        return ("GET " + path + "?EIO=4&transport=websocket" + COMMON
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(UTF_8);
    }

    static byte[] get(String target) {
        return ("GET " + target + COMMON + "\r\n").getBytes(UTF_8);
    }

    static byte[] post(String target, String body) {
        return ("POST " + target + COMMON + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: "
                        + body.getBytes(UTF_8).length + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }
}
