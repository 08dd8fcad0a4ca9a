package io.rotunda.server.wire;

import static io.rotunda.server.wire.RawWebSocket.BINARY;
import static io.rotunda.server.wire.RawWebSocket.CLOSE;
import static io.rotunda.server.wire.RawWebSocket.CONTINUATION;
import static io.rotunda.server.wire.RawWebSocket.FIN;
import static io.rotunda.server.wire.RawWebSocket.PING;
import static io.rotunda.server.wire.RawWebSocket.PONG;
import static io.rotunda.server.wire.RawWebSocket.TEXT;
import static io.rotunda.server.wire.RawWebSocket.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.wire.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// WebSocket frames against RFC 6455, and some that only look so.
class HostileFramesE2E extends HostileInput {
    private static final byte[] HELLO = "4hello".getBytes(UTF_8);

    @Test
    void aMessageOfMaxPayloadComesBack() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            var message = "4" + "x".repeat(TestServer.MAX_PAYLOAD - 1);

            socket.send(message);

            assertEquals(Frame.text(message), socket.message());
        }
    }

    @Test
    void aMessageOverMaxPayloadClosesTheWebSocket() throws Exception {
        assertCloses(FIN | TEXT, ("4" + "x".repeat(TestServer.MAX_PAYLOAD)).getBytes(UTF_8));
        assertCloses(FIN | BINARY, new byte[TestServer.MAX_PAYLOAD + 1]);
    }

    @Test
    void fragmentsThatTogetherExceedMaxPayloadCloseTheWebSocket() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.frame(TEXT, HELLO);
            for (var sent = 0; sent <= TestServer.MAX_PAYLOAD; sent += 50_000) {
                socket.frame(CONTINUATION, new byte[50_000]);
            }

            socket.awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {TestServer.MAX_PAYLOAD + 1L, 1L << 31, 1L << 62, Long.MIN_VALUE, -1})
    void aFrameIsRefusedForTheLengthThatItAnnounces(long length) throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.header(FIN | BINARY, length);

            socket.awaitClosed();
        }
    }

    @Test
    void anUnmaskedFrameClosesTheWebSocket() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.unmaskedFrame(FIN | TEXT, HELLO);

            socket.awaitClosed();
        }
    }

    @Test
    void textThatIsNoUtf8ClosesTheWebSocket() throws Exception {
        assertCloses(FIN | TEXT, bytes('4', 0xC3, 0x28));
        assertCloses(FIN | TEXT, bytes('4', 0xED, 0xA0, 0x80));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10})
    void aReservedBitClosesTheWebSocket(int bit) throws Exception {
        assertCloses(FIN | bit | TEXT, HELLO);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 11, 15})
    void aReservedOpcodeClosesTheWebSocket(int opcode) throws Exception {
        assertCloses(FIN | opcode, HELLO);
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    void aFragmentedControlFrameClosesTheWebSocket(int opcode) throws Exception {
        assertCloses(opcode, bytes());
    }

    @Test
    void aPingOf126BytesClosesTheWebSocket() throws Exception {
        assertCloses(FIN | PING, new byte[126]);
    }

    @Test
    void aContinuationWithoutAStartClosesTheWebSocket() throws Exception {
        assertCloses(FIN | CONTINUATION, HELLO);
    }

    @Test
    void aNewMessageWithinAFragmentedOneClosesTheWebSocket() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.frame(TEXT, HELLO);
            socket.frame(FIN | TEXT, HELLO);

            socket.awaitClosed();
        }
    }

    @Test
    void aFragmentedMessageWithAPingInBetweenComesBackWhole() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.frame(TEXT, "4he".getBytes(UTF_8));
            socket.frame(FIN | PING, bytes());
            socket.frame(CONTINUATION, "ll".getBytes(UTF_8));
            socket.frame(FIN | CONTINUATION, "o".getBytes(UTF_8));

            assertEquals(PONG, socket.message().opcode());
            assertEquals("4hello", socket.text());
        }
    }

    @Test
    void aPingIsAnsweredByAPongWithTheSamePayload() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.frame(FIN | PING, bytes(1, 2, 3));

            assertEquals(new Frame(PONG, ByteBuffer.wrap(bytes(1, 2, 3))), socket.message());
            assertEchoes(socket);
        }
    }

    @Test
    void aCloseFrameClosesTheWebSocket() throws Exception {
        assertCloses(FIN | CLOSE, bytes(3, 0xE8));
        assertCloses(FIN | CLOSE, bytes(3));
    }

    @Test
    void compressionIsNotNegotiatedAndACompressedMessageClosesTheWebSocket() throws Exception {
        try (var socket = RawWebSocket.ask(
                server,
                "/engine.io/?EIO=4&transport=websocket",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            assertEquals(101, socket.status());
            assertNull(socket.handshake().headers().get("sec-websocket-extensions"));

            socket.frame(FIN | 0x40 | TEXT, deflated100Megabytes());

            socket.awaitClosed();
        }
    }

    @Test
    void aWebSocketHandshakeWithoutAKeyIsRefused() throws Exception {
        assertHandshakeRefused("Sec-WebSocket-Version: 13");
    }

    @Test
    void aWebSocketHandshakeOfAnOldVersionIsRefused() throws Exception {
        assertHandshakeRefused("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 7");
    }

    private void assertCloses(int firstByte, byte[] payload) throws IOException {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.frame(firstByte, payload);

            socket.awaitClosed();
        }
    }

    private void assertHandshakeRefused(String... webSocketHeaders) throws IOException {
        try (var http = new RawHttp(server)) {
            http.send(
                    "GET /engine.io/?EIO=4&transport=websocket HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + http.head(webSocketHeaders)
                            + "\r\n");

            var status = http.response().status();
            assertTrue(status == 400 || status == 426, () -> "status " + status);
        }
    }

    private static byte[] deflated100Megabytes() throws IOException {
        var deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated, new Deflater(Deflater.BEST_SPEED, true))) {
            var megabyte = new byte[1_000_000];
            for (var i = 0; i < 100; i++) {
                out.write(megabyte);
            }
        }
        return deflated.toByteArray();
    }
}
