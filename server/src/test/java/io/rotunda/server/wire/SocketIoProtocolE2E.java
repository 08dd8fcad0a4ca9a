package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.wire.RawWebSocket.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Socket.IO v5 with the two namespaces of conformance mode.
class SocketIoProtocolE2E extends TransportContract {
    SocketIoProtocolE2E() {
        super("/socket.io/");
    }

    @Override
    void assertServed(RawWebSocket socket) throws IOException {
        socket.send("40");
        assertConnected("40", socket.text());
        assertEquals("42[\"auth\",{}]", socket.text());
    }

    @Test
    void connectToTheMainNamespaceIsAnsweredWithASocketId() throws Exception {
        assertConnects("40", "40", "42[\"auth\",{}]");
    }

    @Test
    void theAuthOfAConnectToTheMainNamespaceComesBack() throws Exception {
        assertConnects("40{\"token\":\"123\"}", "40", "42[\"auth\",{\"token\":\"123\"}]");
    }

    @Test
    void connectToACustomNamespaceIsAnsweredWithASocketId() throws Exception {
        assertConnects("40/custom,", "40/custom,", "42/custom,[\"auth\",{}]");
    }

    @Test
    void theAuthOfAConnectToACustomNamespaceComesBack() throws Exception {
        assertConnects("40/custom,{\"token\":\"abc\"}", "40/custom,", "42/custom,[\"auth\",{\"token\":\"abc\"}]");
    }

    @Test
    void connectToAnUnknownNamespaceIsRefused() throws Exception {
        try (var socket = opened()) {
            socket.send("40/random");

            assertEquals("44/random,{\"message\":\"Invalid namespace\"}", socket.text());
        }
    }

    @Test
    void aFirstPacketThatIsNoConnectClosesTheConnection() throws Exception {
        try (var socket = opened()) {
            socket.send("4abc");

            socket.awaitClosed();
        }
    }

    @Test
    void aConnectionWithoutAConnectIsClosed() throws Exception {
        try (var socket = opened()) {
            socket.awaitClosed(Duration.ofSeconds(20), true);
        }
    }

    @Test
    void disconnectFromTheMainNamespaceLeavesTheConnection() throws Exception {
        try (var socket = RawWebSocket.onSocket(heartbeat)) {
            socket.send("41");

            assertEquals("2", socket.frame().text());
        }
    }

    @Test
    void disconnectFromACustomNamespaceLeavesTheMainOne() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("40/custom");
            assertConnected("40/custom,", socket.text());
            assertEquals("42/custom,[\"auth\",{}]", socket.text());

            socket.send("41/custom");
            socket.send("42[\"message\",\"still here\"]");

            assertEquals("42[\"message-back\",\"still here\"]", socket.text());
        }
    }

    @Test
    void theArgumentsOfAnEventComeBack() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("42[\"message\",1,\"2\",{\"3\":[true]}]");

            assertEquals("42[\"message-back\",1,\"2\",{\"3\":[true]}]", socket.text());
        }
    }

    @Test
    void theAttachmentsOfAnEventComeBack() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("452-[\"message\"," + placeholder(0) + "," + placeholder(1) + "]");
            socket.sendBinary(1, 2, 3);
            socket.sendBinary(4, 5, 6);

            assertEquals("452-[\"message-back\"," + placeholder(0) + "," + placeholder(1) + "]", socket.text());
            assertAttachments(socket);
        }
    }

    @Test
    void anAckCarriesTheArgumentsBack() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");

            assertEquals("43456[1,\"2\",{\"3\":[false]}]", socket.text());
        }
    }

    @Test
    void anAckCarriesTheAttachmentsBack() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("452-789[\"message-with-ack\"," + placeholder(0) + "," + placeholder(1) + "]");
            socket.sendBinary(1, 2, 3);
            socket.sendBinary(4, 5, 6);

            assertEquals("462-789[" + placeholder(0) + "," + placeholder(1) + "]", socket.text());
            assertAttachments(socket);
        }
    }

    @Test
    void aPacketOfAnUnknownTypeClosesTheConnection() throws Exception {
        assertCloses("4abc");
    }

    @Test
    void aPayloadThatIsNoArrayClosesTheConnection() throws Exception {
        assertCloses("42{}");
    }

    @Test
    void anAckIdThatIsNoNumberClosesTheConnection() throws Exception {
        assertCloses("42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
    }

    private RawWebSocket opened() throws IOException {
        var socket = RawWebSocket.open(server, "/socket.io/");
        socket.frame();
        return socket;
    }

    private void assertConnects(String connect, String answer, String auth) throws IOException {
        try (var socket = opened()) {
            socket.send(connect);

            assertConnected(answer, socket.text());
            assertEquals(auth, socket.text());
        }
    }

    private void assertCloses(String packet) throws IOException {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send(packet);

            socket.awaitClosed();
        }
    }

    private static void assertConnected(String prefix, String packet) throws IOException {
        assertTrue(packet.startsWith(prefix), packet);
        var answer = PollingClient.json(packet.substring(prefix.length()));
        assertEquals(
                List.of("sid"),
                StreamSupport.stream(((Iterable<String>) answer::fieldNames).spliterator(), false)
                        .toList());
        assertTrue(answer.get("sid").isTextual());
    }

    private static void assertAttachments(RawWebSocket socket) throws IOException {
        assertEquals(Frame.binary(1, 2, 3), socket.message());
        assertEquals(Frame.binary(4, 5, 6), socket.message());
    }

    private static String placeholder(int number) {
        return "{\"_placeholder\":true,\"num\":" + number + "}";
    }
}
