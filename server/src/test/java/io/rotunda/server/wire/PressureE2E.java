package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A client that does not read, and one that sends faster than it is served, harm only themselves.
class PressureE2E {
    private static final int OUTBOUND = 256 << 10;
    private static final RoomId ROOM = new RoomId.Channel("acme", "general");

    private final Rooms rooms = new Rooms();
    private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    private final CountDownLatch mayHandle = new CountDownLatch(1);
    private final AtomicInteger handled = new AtomicInteger();
    private final BlockingQueue<Integer> outOfOrder = new LinkedBlockingQueue<>();
    private final TestServer server = new TestServer(shell());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientThatDoesNotReadIsCutAndTheOthersHearEverything() throws Exception {
        try (var deaf = connect("deaf");
                var listening = connect("listening")) {
            var payload = ("\"" + "x".repeat(64 << 10) + "\"").getBytes(UTF_8);
            int told = 0;
            while (gone.isEmpty()) {
                assertTrue(told < 2_000, "128 MB are waiting for a client that does not read");
                rooms.tell(ROOM, Frame.transientEvent("blob", payload));
                told++;
                assertEquals(payload.length + 11, listening.text().length(), "the other one hears each event");
            }

            assertEquals("too slow", gone.poll());
            assertNotNull(deaf);
        }
    }

    @Test
    void aClientThatSendsFasterThanItIsServedIsNotReadFromAndLosesNothing() throws Exception {
        int events = 20_000;
        try (var flooding = connect("flooding")) {
            var sender = Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < events; i++) {
                        flooding.send("42[\"count\"," + i + ",\"" + "x".repeat(200) + "\"]");
                    }
                } catch (java.io.IOException closed) {
                    throw new java.io.UncheckedIOException(closed);
                }
            });
            try (var other = connect("other")) {
                rooms.tell(ROOM, Frame.transientEvent("hello", "1".getBytes(UTF_8)));
                assertEquals("42[\"hello\",1]", other.text(), "others are served meanwhile");
            }
            mayHandle.countDown();
            sender.join(Duration.ofSeconds(30));
            flooding.send("42[\"last\"]");

            String heard = flooding.text();
            while (!heard.equals("42[\"done\"]")) {
                heard = flooding.text();
            }
            assertEquals(events, handled.get());
            assertEquals(List.of(), List.copyOf(outOfOrder));
        }
    }

    private RawWebSocket connect(String name) throws Exception {
        var socket = RawWebSocket.open(server, "/socket.io/");
        socket.frame();
        socket.send("40{\"name\":\"" + name + "\"}");
        assertEquals("40{", socket.text().substring(0, 3));
        assertEquals("42[\"ready\"]", socket.text());
        return socket;
    }

    private SocketIoShell shell() {
        var patience = Duration.ofSeconds(25);
        var settings = new WireSettings(
                patience,
                patience,
                patience,
                patience,
                patience,
                TestServer.MAX_PAYLOAD,
                OUTBOUND,
                patience,
                1 << 30,
                1L << 30,
                0,
                1_000,
                10_000);
        var wire = new Wire(
                settings,
                new Origins(true, false, Set.of()),
                _ -> (socket, _, _) -> {
                    socket.accept(new RoomId.User("acme", "ann"), new Listener(socket));
                    var membership = rooms.enter(ROOM, rooms.open(socket));
                    socket.emit("[\"ready\"]".getBytes(UTF_8), List.of());
                    membership.goLive();
                },
                false,
                HttpExchange::notFound,
                () -> false);
        return new SocketIoShell("127.0.0.1", 0, 2, wire::install);
    }

    private final class Listener implements SocketListener {
        private final Socket socket;

        Listener(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Remainder event(byte[] json, List<byte[]> attachments, long ackId) {
            return new Remainder.Blocking(() -> handle(json));
        }

        private void handle(byte[] json) {
            var text = new String(json, UTF_8);
            if (text.startsWith("[\"last\"")) {
                socket.emit("[\"done\"]".getBytes(UTF_8), List.of());
                return;
            }
            try {
                assertTrue(mayHandle.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            int comma = text.indexOf(',');
            int number = Integer.parseInt(text.substring(comma + 1, text.indexOf(',', comma + 1)));
            if (number != handled.getAndIncrement()) {
                outOfOrder.add(number);
            }
        }

        @Override
        public void closed(String reason, boolean lost) {
            if (mayHandle.getCount() > 0) {
                gone.add(reason);
            }
        }
    }
}
