package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A WebSocket client by hand: it can break each rule of RFC 6455, which no proper client would. Unless a method says
/// otherwise, reading answers the server's pings, so that a test never waits for its own missing pong.
final class RawWebSocket implements AutoCloseable {
    static final int FIN = 0x80;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    record Frame(int opcode, ByteBuffer payload) {
        static Frame text(String text) {
            return new Frame(TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)));
        }

        static Frame binary(int... bytes) {
            return new Frame(BINARY, ByteBuffer.wrap(bytes(bytes)));
        }

        String text() {
            return UTF_8.decode(payload.duplicate()).toString();
        }
    }

    private static final Frame ENGINE_PING = Frame.text("2");

    private final RawHttp http;
    private final DataInputStream in;
    private final RawHttp.Response handshake;

    private RawWebSocket(RawHttp http) throws IOException {
        this.http = http;
        this.in = new DataInputStream(http.in());
        this.handshake = http.response();
    }

    /// Asks for a WebSocket at `target`; the server may have refused, see [#status()].
    static RawWebSocket ask(TestServer server, String target, String... moreHeaders) throws IOException {
        var headers = new ArrayList<>(List.of("Connection: Upgrade", "Upgrade: websocket"));
        headers.add("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        headers.add("Sec-WebSocket-Version: 13");
        Collections.addAll(headers, moreHeaders);
        var http = new RawHttp(server);
        http.get(target, headers.toArray(String[]::new));
        return new RawWebSocket(http);
    }

    /// A new session of its own on `path`, its open packet not yet read.
    static RawWebSocket open(TestServer server, String path) throws IOException {
        var opened = ask(server, path + "?EIO=4&transport=websocket");
        assertEquals(101, opened.status());
        return opened;
    }

    /// A new Engine.IO session that echoes.
    static RawWebSocket onEngine(TestServer server) throws IOException {
        var opened = open(server, "/engine.io/");
        opened.frame();
        return opened;
    }

    /// A Socket.IO client that is in the main namespace and has heard `auth`.
    static RawWebSocket onSocket(TestServer server) throws IOException {
        var opened = open(server, "/socket.io/");
        opened.frame();
        opened.send("40");
        assertEquals("40{", opened.text().substring(0, 3));
        assertEquals("42[\"auth\",{}]", opened.text());
        return opened;
    }

    int status() {
        return handshake.status();
    }

    RawHttp.Response handshake() {
        return handshake;
    }

    /// `false` when the connection is closed already.
    boolean send(String text) throws IOException {
        return frame(FIN | TEXT, text.getBytes(UTF_8));
    }

    void sendBinary(int... bytes) throws IOException {
        frame(FIN | BINARY, bytes(bytes));
    }

    static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /// Sends one masked frame whose first byte (FIN, reserved bits, opcode) is as given.
    boolean frame(int firstByte, byte[] payload) throws IOException {
        // A mask of zeros is a mask, and leaves the payload as it is.
        return write(firstByte, 0x80, payload.length, new byte[4], payload);
    }

    void unmaskedFrame(int firstByte, byte[] payload) throws IOException {
        write(firstByte, 0, payload.length, payload);
    }

    /// Sends nothing of a frame but its header, which announces `length` bytes.
    void header(int firstByte, long length) throws IOException {
        write(firstByte, 0x80, length, new byte[4]);
    }

    /// Sends these bytes as they are.
    void raw(byte[] bytes) throws IOException {
        http.send(bytes);
    }

    private boolean write(int firstByte, int mask, long length, byte[]... rest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var frame = new DataOutputStream(bytes);
        frame.writeByte(firstByte);
        if (length >= 0 && length <= 125) {
            frame.writeByte(mask | (int) length);
        } else if (length > 0 && length <= 0xFFFF) {
            frame.writeByte(mask | 126);
            frame.writeShort((int) length);
        } else {
            frame.writeByte(mask | 127);
            frame.writeLong(length);
        }
        for (var part : rest) {
            frame.write(part);
        }
        return http.send(bytes.toByteArray());
    }

    /// The next frame as it came, be it a ping.
    Frame frame() throws IOException {
        var opcode = in.readUnsignedByte() & 0x0F;
        var length = in.readUnsignedByte() & 0x7FL;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        var payload = in.readNBytes(Math.toIntExact(length));
        if (payload.length < length) {
            throw new EOFException("closed in the middle of a frame");
        }
        return new Frame(opcode, ByteBuffer.wrap(payload));
    }

    /// The next frame that is no Engine.IO ping.
    Frame message() throws IOException {
        for (var next = frame(); ; next = frame()) {
            if (next.opcode() == CLOSE) {
                throw new EOFException("closed by the server");
            }
            if (!next.equals(ENGINE_PING)) {
                return next;
            }
            send("3");
        }
    }

    String text() throws IOException {
        return message().text();
    }

    /// Reads on until the server has closed the connection, answering its pings; fails when it stays open.
    void awaitClosed() throws IOException {
        awaitClosed(RawHttp.PATIENCE, true);
    }

    /// Waits until the server has closed the connection, if it did not refuse to open it.
    void awaitRefused() throws IOException {
        if (status() == 101) {
            awaitClosed();
        }
    }

    /// The same, without answering anything.
    void awaitClosedInSilence() throws IOException {
        awaitClosed(RawHttp.PATIENCE, false);
    }

    void awaitClosed(Duration patience, boolean answering) throws IOException {
        var deadline = Instant.now().plus(patience);
        try {
            while (Instant.now().isBefore(deadline)) {
                var next = frame();
                if (next.opcode() == CLOSE) {
                    frame(FIN | CLOSE, bytes(3, 0xE8));
                } else if (answering && next.equals(ENGINE_PING)) {
                    send("3");
                }
            }
        } catch (EOFException | SocketException _) {
            return;
        } catch (SocketTimeoutException _) {
            throw new AssertionError("nothing happened, and the connection is still open");
        }
        throw new AssertionError("the connection is still open");
    }

    /// Closes as one does that is gone, not as one that says so.
    void reset() throws IOException {
        http.reset();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
