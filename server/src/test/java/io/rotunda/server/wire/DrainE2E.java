package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.shell.SocketIoShell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The server goes: nobody loses an answer, and everybody learns that the connection is lost.
@Timeout(60)
class DrainE2E {
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /// As it is outside of tests.
    private static final Duration UPGRADE = Duration.ofSeconds(10);

    private static final String REFUSED = "44{\"message\":\"the server is shutting down\",\"data\":"
            + "{\"code\":\"OVERLOADED\",\"message\":\"the server is shutting down\"}}";

    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final Wire wire = wire();
    private final TestServer server = new TestServer(new SocketIoShell("127.0.0.1", 0, 2, wire::install));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatCameIsAnsweredAndThenTheWebSocketEnds() throws Exception {
        Thread drained;
        try (var ann = webSocket()) {
            ann.send("421[\"a\"]");
            ann.send("422[\"b\"]");
            begun.take();
            ann.send("423[\"c\"]");
            ann.frame(0x89, new byte[0]);
            assertEquals(10, ann.message().opcode(), "a pong: what was sent before the ping has been read");
            drained = drain(Duration.ZERO);
            mayAnswer.countDown();
            var heard = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                heard.add(ann.text());
            }
            assertEquals(List.of("431[]", "432[]", "433[]"), heard);
            ann.awaitClosed();
        } // closes its side, as clients do
        drained.join();
        assertEquals("server shutting down", gone.take());
    }

    @Test
    void whatCameIsAnsweredAndThenPollingEndsWithAPacketOfItsOwn() throws Exception {
        var ann = polling();
        ann.send("421[\"a\"]\u001e422[\"b\"]");
        begun.take();
        var drained = drain(Duration.ZERO);
        mayAnswer.countDown();
        assertEquals(List.of("431[]", "432[]"), ann.packets(2));
        assertEquals("1", ann.poll().body());
        drained.join();
        assertEquals("server shutting down", gone.take());
    }

    @Test
    void whoIsInTheMiddleOfAnUpgradeHearsTheAnswersAndThenTheEnd() throws Exception {
        var ann = polling();
        ann.send("421[\"a\"]");
        begun.take();
        try (var upgrading = probed(ann)) {
            var drained = drain(Duration.ZERO);
            mayAnswer.countDown();
            assertEquals("server shutting down", gone.take());
            upgrading.send("5");
            assertEquals("431[]", upgrading.text());
            upgrading.awaitClosed();
            drained.join();
        }
    }

    @Test
    void whoNeverFinishesTheUpgradeHearsTheAnswersByPolling() throws Exception {
        var ann = polling();
        ann.send("421[\"a\"]");
        begun.take();
        try (var upgrading = probed(ann)) {
            var drained = drain(Duration.ZERO);
            mayAnswer.countDown();
            assertEquals(List.of("431[]"), ann.packets(1));
            assertEquals("1", ann.poll().body());
            drained.join();
            upgrading.awaitClosed();
        }
    }

    @Test
    void whoseTurnHasNotComeIsServedButNobodyConnectsAnyMore() throws Exception {
        mayAnswer.countDown();
        Thread drained;
        try (var unused = RawWebSocket.open(server, "/socket.io/");
                var one = webSocket();
                var two = webSocket()) {
            drained = drain(FOR_EVER);
            unused.frame(); // its open packet
            unused.awaitClosed();
            awaitRefusal();
            assertEquals(
                    503,
                    RawWebSocket.ask(server, "/socket.io/?EIO=4&transport=websocket")
                            .status());

            var waiting = waiting(one, two);
            waiting.send("427[\"a\"]");
            assertEquals("437[]", waiting.text());
            waiting.send("40/other,");
            assertEquals(REFUSED.replace("44", "44/other,"), waiting.text());
        }
        drained.join(); // nobody is left to wait for
    }

    @Test
    void withoutClientsItIsOverAtOnce() throws Exception {
        drain(FOR_EVER).join();
        assertTrue(gone.isEmpty());
    }

    /// The first one is asked at once; the other one waits for the rest of the time.
    private static RawWebSocket waiting(RawWebSocket one, RawWebSocket two) throws Exception {
        one.send("427[\"whose turn\"]");
        two.send("427[\"whose turn\"]");
        try {
            assertEquals("437[]", one.text());
            return one;
        } catch (java.io.IOException _) {
            assertEquals("437[]", two.text());
            return two;
        }
    }

    private Thread drain(Duration time) {
        return Thread.startVirtualThread(() -> wire.drain(time));
    }

    private void awaitRefusal() throws Exception {
        for (int status = 101; status != 503; ) {
            try (var asked = RawWebSocket.ask(server, "/socket.io/?EIO=4&transport=websocket")) {
                status = asked.status();
                assertTrue(status == 101 || asked.handshake().headers().containsKey("retry-after"));
            }
        }
    }

    private RawWebSocket webSocket() throws Exception {
        var socket = RawWebSocket.open(server, "/socket.io/");
        socket.frame();
        socket.send("40");
        assertEquals("40{", socket.text().substring(0, 3));
        return socket;
    }

    private RawWebSocket probed(PollingClient client) throws Exception {
        var upgrading = RawWebSocket.ask(server, client.upgradeTarget());
        upgrading.send("2probe");
        assertEquals("3probe", upgrading.text());
        return upgrading;
    }

    private PollingClient polling() throws Exception {
        var client = PollingClient.open(server, "/socket.io/");
        client.send("40");
        assertEquals("40{", client.packets(1).getFirst().substring(0, 3));
        return client;
    }

    private Wire wire() {
        var settings = new WireSettings(
                PATIENCE,
                PATIENCE,
                PATIENCE,
                UPGRADE,
                PATIENCE,
                TestServer.MAX_PAYLOAD,
                1 << 20,
                PATIENCE,
                1 << 30,
                1L << 30,
                0,
                1_000,
                10_000);
        return new Wire(
                settings,
                new Origins(true, false, Set.of()),
                _ -> (socket, _, _) -> socket.accept(new RoomId.User("acme", "ann"), new Listener(socket)),
                false,
                HttpExchange::notFound,
                () -> false);
    }

    private final class Listener implements SocketListener {
        private final Socket socket;

        Listener(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Remainder event(byte[] json, List<byte[]> attachments, long ackId) {
            return new Remainder.Blocking(() -> handle(json, ackId));
        }

        private void handle(byte[] json, long ackId) {
            begun.add(new String(json, UTF_8));
            try {
                assertTrue(mayAnswer.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            socket.ack(ackId, "[]".getBytes(UTF_8), List.of());
        }

        @Override
        public void closed(String reason, boolean lost) {
            gone.add(reason);
        }
    }
}
