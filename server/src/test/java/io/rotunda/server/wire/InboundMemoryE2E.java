package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.conformance.EchoNamespaces;
import io.rotunda.server.shell.SocketIoShell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What clients begin to send and do not end has a bound for all of them together, however they begin it.
@Timeout(60)
class InboundMemoryE2E {
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int HALF = 200_000;
    private static final int FIT = 4;
    private static final long TOTAL = FIT * 2 * HALF; // a buffer may be twice as large as what is in it
    private static final int COME = 20;

    private final Wire wire = wire();
    private final TestServer server = new TestServer(new SocketIoShell("127.0.0.1", 0, 2, wire::install));
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void everythingIsGivenBack() throws Exception {
        for (var one : open) {
            one.close();
        }
        while (wire.inboundBytes() != 0) {
            Thread.onSpinWait();
        }
        server.close();
    }

    @Test
    void framesThatWereBegun() throws Exception {
        someAreCut(() -> {
            var client = keep(RawWebSocket.onSocket(server));
            client.header(RawWebSocket.FIN | RawWebSocket.TEXT, 2 * HALF);
            client.raw(new byte[HALF]);
            return client::awaitClosed;
        });
    }

    @Test
    void fragmentsOfAMessage() throws Exception {
        someAreCut(() -> {
            var client = keep(RawWebSocket.onSocket(server));
            client.frame(RawWebSocket.TEXT, new byte[HALF]);
            return client::awaitClosed;
        });
    }

    @Test
    void packetsWhoseAttachmentsDoNotCome() throws Exception {
        someAreCut(() -> {
            var client = keep(RawWebSocket.onSocket(server));
            client.send("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            client.frame(RawWebSocket.FIN | RawWebSocket.BINARY, new byte[HALF]);
            return client::awaitClosed;
        });
    }

    @Test
    void bodiesOfRequests() throws Exception {
        someAreCut(() -> {
            var client = keep(new RawHttp(server));
            client.send("POST /socket.io/ HTTP/1.1\r\n" + client.head("Content-Length: " + 2 * HALF) + "\r\n");
            client.send(new byte[HALF]);
            return client::awaitClosed;
        });
    }

    /// Many begin, more than fit are closed, and one that asks for little is served all the same.
    private void someAreCut(Half half) throws Exception {
        var cut = new Semaphore(0);
        for (int i = 0; i < COME; i++) {
            var closed = half.begin();
            Thread.startVirtualThread(() -> {
                try {
                    closed.await();
                    cut.release();
                } catch (Exception | AssertionError _) {
                    // it stays open
                }
            });
            assertTrue(wire.inboundBytes() <= TOTAL + 2 * HALF, wire.inboundBytes() + " bytes are kept");
        }
        cut.acquire(COME - (int) (TOTAL / HALF));
        try (var small = RawWebSocket.onSocket(server)) {
            small.send("42[\"message\",\"served\"]");
            assertEquals("42[\"message-back\",\"served\"]", small.text());
        }
    }

    private <T extends AutoCloseable> T keep(T client) {
        open.add(client);
        return client;
    }

    /// Begins to send something, and tells how to wait until the connection is closed.
    private interface Half {
        Closed begin() throws Exception;
    }

    private interface Closed {
        void await() throws Exception;
    }

    private static Wire wire() {
        var settings = new WireSettings(
                LONG, LONG, LONG, LONG, NEVER, TestServer.MAX_PAYLOAD, 1 << 20, LONG, 1 << 30, TOTAL, 0, 1_000, 10_000);
        return new Wire(
                settings,
                new Origins(true, false, Set.of()),
                new EchoNamespaces(),
                false,
                HttpExchange::notFound,
                () -> false);
    }
}
