package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import io.rotunda.server.shell.SocketIoShell;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whoever leaves too much unread for too long is cut, and nobody else is.
class SlowConsumersE2E {
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final RoomId ROOM = new RoomId.Channel("acme", "general");
    private static final byte[] BLOB = ("\"" + "x".repeat(64 << 10) + "\"").getBytes(UTF_8);
    private static final long PLENTY = 1 << 30;
    private static final int MANY = 10_000;

    /// More than is read in the test.
    private static final int STANDING = 6 << 20;

    /// Far from all that: the system takes nothing for a while after a client has begun to read again.
    private static final int BOUND = 64 << 20;

    private final Rooms rooms = new Rooms();
    private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private Wire wire = wire(Duration.ofSeconds(1), PLENTY);
    private TestServer server = serve();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsNotReadInTimeCostsTheConnection() throws Exception {
        try (var deaf = connect("deaf");
                var listening = connect("listening")) {
            fill(listening);

            assertEquals("deaf", gone.poll(20, TimeUnit.SECONDS));
            assertEquals(1, wire.slowConsumersCut());
            assertHears(listening);
            deaf.awaitClosedInSilence();
        }
    }

    @Test
    void whoIsCutIsInTheFlightRecording() throws Exception {
        var cuts = new CopyOnWriteArrayList<RecordedEvent>();
        try (var recorded = new RecordingStream();
                var deaf = connect("deaf");
                var listening = connect("listening")) {
            recorded.enable("io.rotunda.SlowConsumerCut");
            recorded.onEvent("io.rotunda.SlowConsumerCut", cuts::add);
            recorded.startAsync();
            fill(listening);

            assertEquals("deaf", gone.poll(20, TimeUnit.SECONDS));
            recorded.stop(); // returns when all was heard
            assertEquals(1, cuts.size(), cuts.toString());
            assertFalse(cuts.getFirst().getBoolean("scarce"), "it was too slow, not one of too many");
            deaf.awaitClosedInSilence();
        }
    }

    @Test
    void packetsThatNobodyPollsForEndTheSession() throws Exception {
        var polling = PollingClient.open(server, "/socket.io/");
        polling.send("40{\"name\":\"polling\"}");
        polling.packets(2);
        try (var listening = connect("listening")) {
            assertHears(listening);

            assertEquals("polling", gone.poll(20, TimeUnit.SECONDS));
            assertEquals(400, polling.poll().statusCode());
            assertEquals(1, wire.slowConsumersCut());
            assertHears(listening);
        }
    }

    @Test
    void whoReadsALittleOfWhatStandsStays() throws Exception {
        server.close();
        wire = wire(Duration.ofSeconds(3), PLENTY);
        server = serve();
        try (var slow = connect("slow");
                var listening = connect("listening")) {
            while (wire.outboundBytes() < STANDING) {
                assertHears(listening);
            }
            for (int i = 0; i < 50; i++) {
                for (int read = 0; read < 2; read++) {
                    slow.text();
                    assertHears(listening);
                }
                assertNull(gone.poll(100, TimeUnit.MILLISECONDS), "it reads"); // for longer than its patience is
                assertTrue(wire.outboundBytes() > STANDING / 2, "much is waiting all the time");
            }
            assertEquals(0, wire.slowConsumersCut());
        }
    }

    @Test
    void whenAllTogetherLeaveTooMuchTheSlowOnesGoAtOnce() throws Exception {
        server.close();
        wire = wire(LONG, 100 << 10);
        server = serve();
        try (var deaf = connect("deaf");
                var listening = connect("listening")) {
            fill(listening);
            assertHears(listening);
            assertHears(listening);

            assertEquals("deaf", gone.poll(20, TimeUnit.SECONDS));
            while (wire.outboundBytes()
                    != 0) { // what it had left is given back, and what the other one took is counted
                Thread.onSpinWait();
            }
            assertHears(listening);
            deaf.awaitClosedInSilence();
        }
    }

    @Test
    void requestsAreAnsweredNoFasterThanTheAnswersAreRead() throws Exception {
        try (var pipelining = new RawHttp(server)) {
            var request = "GET /blob HTTP/1.1\r\n" + pipelining.head() + "\r\n";
            Thread.startVirtualThread(() -> {
                try {
                    pipelining.send(request.repeat(MANY));
                } catch (java.io.IOException closed) {
                    throw new java.io.UncheckedIOException(closed);
                }
            });
            try (var listening = connect("listening")) {
                while (wire.slowConsumersCut() == 0) {
                    assertHears(listening);
                }
            }
            pipelining.awaitClosed();
            assertTrue(answered.get() < MANY / 10, answered + " answers of 64 KiB were made for nobody");
        }
    }

    /// Tells the room so much that something waits for the one that does not read.
    private void fill(RawWebSocket listening) throws Exception {
        while (gone.isEmpty() && !stands()) {
            assertHears(listening);
        }
    }

    /// Whether something is left over. What a loop has just written counts as well until the system has taken it, so
    /// once is not enough, nor a moment in which the loop had no processor.
    private boolean stands() {
        for (int i = 0; i < 30; i++) {
            if (wire.outboundBytes() < 4L * BLOB.length) {
                return false;
            }
            LockSupport.parkNanos(10_000_000);
        }
        return true;
    }

    private void assertHears(RawWebSocket listening) throws Exception {
        rooms.tell(ROOM, Frame.transientEvent("blob", BLOB));
        assertEquals(BLOB.length + 11, listening.text().length());
    }

    private RawWebSocket connect(String name) throws Exception {
        var socket = RawWebSocket.open(server, "/socket.io/");
        socket.frame();
        socket.send("40{\"name\":\"" + name + "\"}");
        assertEquals("40{", socket.text().substring(0, 3));
        assertEquals("42[\"ready\"]", socket.text());
        return socket;
    }

    private Wire wire(Duration patience, long outboundTotal) {
        var settings = new WireSettings(
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                TestServer.MAX_PAYLOAD,
                BOUND,
                patience,
                outboundTotal,
                1L << 30,
                0,
                1_000,
                10_000);
        return new Wire(
                settings,
                new Origins(true, false, Set.of()),
                _ -> (socket, _, auth) -> {
                    var name =
                            new String(auth, UTF_8).replace("{\"name\":\"", "").replace("\"}", "");
                    socket.accept(new RoomId.User("acme", name), new Listener(name));
                    var membership = rooms.enter(ROOM, rooms.open(socket));
                    socket.emit("[\"ready\"]".getBytes(UTF_8), List.of());
                    membership.goLive();
                },
                false,
                this::blob,
                () -> false);
    }

    private TestServer serve() {
        return new TestServer(new SocketIoShell("127.0.0.1", 0, 2, wire::install));
    }

    private void blob(HttpExchange exchange) {
        answered.incrementAndGet();
        exchange.answer("200 OK", "text/plain", "", BLOB);
    }

    private final class Listener implements SocketListener {
        private final String name;

        Listener(String name) {
            this.name = name;
        }

        @Override
        public Remainder event(byte[] json, List<byte[]> attachments, long ackId) {
            return Remainder.NOTHING; // nobody says anything
        }

        @Override
        public void closed(String reason, boolean lost) {
            gone.add(name);
        }
    }
}
