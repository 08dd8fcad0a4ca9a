package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rotunda.server.wire.RawWebSocket.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Socket.IO packets that no honest client sends.
class HostilePacketsE2E extends HostileInput {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    @Test
    void anAckIdOf120KilobytesOfDigitsClosesTheConnection() throws Exception {
        assertCloses("42" + "1".repeat(120_000) + "[\"message-with-ack\"]");
    }

    @Test
    void anAckIdOfTenDigitsClosesTheConnection() throws Exception {
        assertCloses("421234567890[\"message-with-ack\"]");
    }

    @Test
    void anAckIdOfNineDigitsIsAnswered() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("42123456789[\"message-with-ack\",1]");

            assertEquals("43123456789[1]", socket.text());
        }
    }

    @Test
    void elevenAttachmentsCloseTheConnection() throws Exception {
        assertCloses("4511-[\"message\"" + ("," + PLACEHOLDER).repeat(11) + "]");
    }

    @Test
    void tenAttachmentsComeBack() throws Exception {
        var arguments = new StringBuilder();
        for (var i = 0; i < 10; i++) {
            arguments.append(",{\"_placeholder\":true,\"num\":").append(i).append('}');
        }
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("4510-[\"message\"" + arguments + "]");
            for (var i = 0; i < 10; i++) {
                socket.sendBinary(i);
            }

            assertEquals("4510-[\"message-back\"" + arguments + "]", socket.text());
            for (var i = 0; i < 10; i++) {
                assertEquals(Frame.binary(i), socket.message());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999999999", "2147483648", "-1", "0", "1.5", "abc", ""})
    void anAttachmentCountThatIsNoSmallNumberClosesTheConnection(String count) throws Exception {
        assertCloses("45" + count + "-[\"message\"," + PLACEHOLDER + "]");
    }

    @Test
    void anAttachmentCountWithoutItsDashClosesTheConnection() throws Exception {
        assertCloses("451[\"message\"," + PLACEHOLDER + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "2147483648", "\"0\"", "null"})
    void aPlaceholderOfNoAttachmentClosesTheConnection(String number) throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("451-[\"message\",{\"_placeholder\":true,\"num\":" + number + "}]");
            socket.sendBinary(1);

            socket.awaitClosed();
        }
    }

    @Test
    void aBinaryFrameThatWasNotAnnouncedClosesTheConnection() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.sendBinary(1, 2, 3);

            socket.awaitClosed();
        }
    }

    @Test
    void textInPlaceOfAnAttachmentClosesTheConnection() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("452-[\"message\"," + PLACEHOLDER + "]");
            socket.sendBinary(1);
            socket.send("42[\"message\",\"instead\"]");

            socket.awaitClosed();
        }
    }

    @Test
    void tenThousandLevelsOfNestingCloseTheConnection() throws Exception {
        assertCloses("42[\"message\"," + "[".repeat(10_000) + "]".repeat(10_000) + "]");
        assertCloses("42[\"message\"," + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "]");
    }

    @Test
    void tenThousandLevelsOfNestingInAConnectCloseTheConnection() throws Exception {
        try (var socket = RawWebSocket.open(server, "/socket.io/")) {
            socket.send("40{\"token\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");

            socket.awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[null]",
                "[{}]",
                "[[\"message\"]]",
                "[\"x\"",
                "[\"x\",]",
                "\"message\"",
                "null",
                "true"
            })
    void aPayloadThatIsNoListOfArgumentsClosesTheConnection(String payload) throws Exception {
        assertCloses("42" + payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "427", "43", "437", "45", "46"})
    void anEventOrAckWithoutAPayloadHarmsNobodyElse(String packet) throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send(packet);

            awaitVerdict(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting"})
    void aReservedEventNameIsNoOrderToTheServer(String event) throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("42[\"" + event + "\"]");

            awaitVerdict(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"message\",1]", "41", "43123[]", "44{}", "4"})
    void anythingBeforeConnectClosesTheConnection(String packet) throws Exception {
        try (var socket = RawWebSocket.open(server, "/socket.io/")) {
            socket.send(packet);

            socket.awaitClosed();
        }
    }

    @Test
    void attachmentsBeforeConnectCloseTheConnection() throws Exception {
        try (var socket = RawWebSocket.open(server, "/socket.io/")) {
            socket.send("451-[\"message\"," + PLACEHOLDER + "]");
            socket.sendBinary(1);

            socket.awaitClosed();
        }
    }

    @Test
    void aSecondConnectClosesTheConnection() throws Exception {
        assertCloses("40");
    }

    @Test
    void connectToAnUnknownNamespaceLeavesTheConnection() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("40/nowhere,{\"token\":\"t\"}");

            assertEquals("44/nowhere,{\"message\":\"Invalid namespace\"}", socket.text());
            assertServed(socket);
        }
    }

    @Test
    void anEventForANamespaceThatWasRefusedClosesTheConnection() throws Exception {
        assertCloses("42/nowhere,[\"message\",1]");
    }

    @Test
    void aNamespaceNameOf100KilobytesOpensNothing() throws Exception {
        var name = "/" + "n".repeat(100_000);
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("40" + name + ",");
            socket.send("42" + name + ",[\"message\",1]");

            socket.awaitClosed();
        }
    }

    @Test
    void aClientThatDisconnectsAndFallsSilentIsClosed() throws Exception {
        try (var strict = TestServer.start();
                var socket = RawWebSocket.onSocket(strict)) {
            socket.send("41");

            socket.awaitClosedInSilence();
        }
    }

    @Test
    void anUnknownEventOf9KilobytesIsNotReadAgainAsPackets() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("42[\"nobody-knows-me\",\"" + "42[\\\"message\\\",\\\"injected\\\"]".repeat(350) + "\"]");

            assertServed(socket);
        }
    }

    @Test
    void anAckThatNobodyAskedForHarmsNothing() throws Exception {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send("43123[\"surprise\"]");

            assertServed(socket);
        }
    }

    @Test
    void aClientThatNeverReadsIsHeldBackOrClosed() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            var taken = new AtomicBoolean();
            var writer = Thread.startVirtualThread(() -> taken.set(takes64Megabytes(socket)));

            assertFalse(writer.join(Duration.ofSeconds(5)) && taken.get(), "64 MB of echoes wait in the server");
        }
    }

    private static boolean takes64Megabytes(RawWebSocket socket) {
        try {
            var packet = "4" + "x".repeat(999_000);
            for (var megabytes = 0; megabytes < 64; megabytes++) {
                if (!socket.send(packet)) {
                    return false;
                }
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// For what a server may refuse or ignore as it likes: waits until this client was closed or is served again.
    private static void awaitVerdict(RawWebSocket socket) throws IOException {
        socket.send("42[\"message\",\"verdict?\"]");
        var verdict = Frame.text("42[\"message-back\",\"verdict?\"]");
        try {
            for (var next = socket.message(); !next.equals(verdict); ) {
                next = socket.message();
            }
        } catch (EOFException | SocketException _) {
            return;
        }
    }

    private void assertCloses(String packet) throws IOException {
        try (var socket = RawWebSocket.onSocket(server)) {
            socket.send(packet);

            socket.awaitClosed();
        }
    }
}
