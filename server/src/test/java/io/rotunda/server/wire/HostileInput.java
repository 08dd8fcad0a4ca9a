package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// The frame of all tests with hostile clients: whatever one of them does, a client that was there before is still
/// served, and new ones are, over both transports.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileInput {
    static final String ENGINE_POLLING = "/engine.io/?EIO=4&transport=polling";

    final TestServer server = TestServer.patient();
    private RawWebSocket bystander;

    @BeforeEach
    void aBystanderIsConnected() throws IOException {
        bystander = RawWebSocket.onSocket(server);
    }

    @AfterEach
    void theBystanderAndANewcomerAreServed() throws IOException, InterruptedException {
        assertServed(bystander);
        bystander.close();
        assertNewcomersAreServed();
    }

    final void assertNewcomersAreServed() throws IOException, InterruptedException {
        try (var newcomer = RawWebSocket.onSocket(server)) {
            assertServed(newcomer);
        }
        var polling = PollingClient.open(server, "/engine.io/");
        assertEchoes(polling);
        polling.send("1");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static void assertServed(RawWebSocket socket) throws IOException {
        socket.send("42[\"message\",\"hello\"]");
        assertEquals("42[\"message-back\",\"hello\"]", socket.text());
    }

    static void assertEchoes(RawWebSocket socket) throws IOException {
        socket.send("4hello");
        assertEquals("4hello", socket.text());
    }

    static void assertEchoes(PollingClient client) throws IOException, InterruptedException {
        client.send("4hello");
        assertEquals(List.of("4hello"), client.packets(1));
    }
}
