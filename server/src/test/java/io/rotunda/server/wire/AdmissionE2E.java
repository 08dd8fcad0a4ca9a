package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.shell.SocketIoShell;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who comes when there is too much to do is told to come later, and who is here does not notice.
class AdmissionE2E {
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final int MAX_CONNECTIONS = 4;
    private static final int MAX_HANDSHAKES = 2;
    private static final int MAX_CHANNELS = 8;
    private static final int OUTBOUND = 64 << 10;
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    private final AtomicBoolean busy = new AtomicBoolean();
    private final Semaphore begun = new Semaphore(0);
    private volatile CountDownLatch verifying = new CountDownLatch(0);
    private volatile boolean refusing;
    private final Wire wire = wire();
    private final TestServer server = new TestServer(new SocketIoShell("127.0.0.1", 0, 1, wire::install));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoComesWhileThereIsTooMuchToDoIsToldWhenToComeAgain() throws Exception {
        try (var here = connect()) {
            busy.set(true);
            assertRefused(POLLING);
            try (var refused = RawWebSocket.ask(server, WEBSOCKET)) {
                assertRefusal(refused.handshake());
            }
            assertEchoes(here);
            assertEquals(2, wire.handshakesRefused());

            busy.set(false);
            connect().close();
        }
    }

    @Test
    void aPageOfAnotherOriginMayReadTheRefusal() throws Exception {
        busy.set(true);
        try (var http = new RawHttp(server)) {
            http.get(POLLING, "Origin: https://app.example");
            var refusal = http.response();
            assertRefusal(refusal);
            assertEquals("*", refusal.headers().get("access-control-allow-origin"));
        }
    }

    @Test
    void sessionsThatSayNothingAreBoundedAndMakeRoomWhenTheyGo() throws Exception {
        try (var here = connect();
                var silent = silent()) {
            try (var other = silent()) {
                assertEquals(101, other.status());
                assertRefused(POLLING);
                assertEchoes(here);
            }
            awaitAdmitted().close();
            assertEchoes(here);
            assertEquals(101, silent.status());
        }
    }

    @Test
    void whoeverHasOnlyStoodAtTheDoorForLongestGoesForOneWhoComes() throws Exception {
        try (var first = silent();
                var second = silent();
                var third = awaitAdmitted()) {
            first.awaitClosed();
            second.send("40");
            assertEquals("40{", second.text().substring(0, 3));
            assertEquals(101, third.status());
        }
    }

    @Test
    void whoseConnectIsBeingLookedAtIsNotSentAway() throws Exception {
        var verified = new CountDownLatch(1);
        verifying = verified;
        try (var asking = silent()) {
            asking.send("40");
            begun.acquire();
            try (var silent = silent();
                    var admitted = awaitAdmitted()) {
                silent.awaitClosed();
                assertEquals(101, admitted.status());
            }
            verified.countDown();
            assertEquals("40{", asking.text().substring(0, 3));
            assertEchoes(asking);
        }
    }

    @Test
    void whoIsCutByItsRefusalIsAtTheDoorNoMore() throws Exception {
        refusing = true;
        try (var http = new RawHttp(server)) {
            http.get(POLLING);
            var sid = http.response().body().split("\"", -1)[3];
            http.post(POLLING + "&sid=" + sid, "40");
            http.response();
            while (wire.connections(true) > 0) {
                // The refusals fill what may wait for a client that does not poll.
                http.post(POLLING + "&sid=" + sid, "40");
                http.response();
            }
        }
        refusing = false;
        connect().close();
        assertEquals(0, wire.handshakes());
    }

    @Test
    void noMoreSessionsAreOpenedThanThereMayBe() throws Exception {
        try (var first = connect();
                var second = connect();
                var third = connect()) {
            try (var fourth = connect()) {
                assertRefused(POLLING);
                assertEchoes(fourth);
            }
            awaitAdmitted().close();
            for (var socket : List.of(first, second, third)) {
                assertEchoes(socket);
            }
        }
    }

    @Test
    void noMoreConnectionsAreServedThanThereMayBe() throws Exception {
        try (var here = connect()) {
            for (int i = 1; i < MAX_CHANNELS; i++) {
                var idle = new RawHttp(server);
                idle.get("/none");
                assertEquals(404, idle.response().status());
            }
            try (var oneMore = new RawHttp(server)) {
                oneMore.get(POLLING);
                assertRefusal(oneMore.response());
                oneMore.awaitClosed();
            }
            assertEchoes(here);
        }
    }

    private void assertRefused(String target) throws Exception {
        try (var http = new RawHttp(server)) {
            http.get(target);
            assertRefusal(http.response());
        }
    }

    private static void assertRefusal(RawHttp.Response refusal) {
        assertEquals(503, refusal.status());
        assertTrue(refusal.body().contains("\"code\":\"OVERLOADED\""), refusal.body());
        int seconds = Integer.parseInt(refusal.headers().get("retry-after"));
        assertTrue(seconds >= 1 && seconds <= 5, seconds + " s");
    }

    private static void assertEchoes(RawWebSocket socket) throws Exception {
        socket.send("42[\"hello\"]");
        assertEquals("42[\"hello\"]", socket.text());
    }

    /// The server hears of a closed connection when it does.
    private RawWebSocket awaitAdmitted() throws Exception {
        var asked = RawWebSocket.ask(server, WEBSOCKET);
        while (asked.status() == 503) {
            asked.close();
            asked = RawWebSocket.ask(server, WEBSOCKET);
        }
        assertEquals(101, asked.status());
        return asked;
    }

    private RawWebSocket silent() throws Exception {
        var silent = RawWebSocket.open(server, "/socket.io/");
        silent.frame();
        return silent;
    }

    private RawWebSocket connect() throws Exception {
        var socket = silent();
        socket.send("40");
        assertEquals("40{", socket.text().substring(0, 3));
        return socket;
    }

    private Wire wire() {
        var settings = new WireSettings(
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                TestServer.MAX_PAYLOAD,
                OUTBOUND,
                LONG,
                1 << 30,
                1L << 30,
                MAX_CONNECTIONS,
                MAX_HANDSHAKES,
                MAX_CHANNELS);
        return new Wire(
                settings,
                new Origins(true, false, Set.of()),
                _ -> (socket, _, _) -> connect(socket),
                false,
                HttpExchange::notFound,
                busy::get);
    }

    /// On the socket's mailbox.
    private void connect(Socket socket) {
        if (refusing) {
            socket.refuse(("{\"message\":\"" + "x".repeat(OUTBOUND) + "\"}").getBytes(UTF_8));
            return;
        }
        begun.release();
        try {
            verifying.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        socket.accept(new RoomId.User("acme", "ann"), new Echo(socket));
    }

    private record Echo(Socket socket) implements SocketListener {
        @Override
        public Remainder event(byte[] json, List<byte[]> attachments, long ackId) {
            assertEquals("[\"hello\"]", new String(json, UTF_8));
            socket.emit(json, List.of());
            return Remainder.NOTHING;
        }

        @Override
        public void closed(String reason, boolean lost) {
            // nothing to give back
        }
    }
}
