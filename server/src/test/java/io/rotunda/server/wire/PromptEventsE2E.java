package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.shell.SocketIoShell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is handled on the loop, which all clients of this test share: each has its turn.
class PromptEventsE2E {
    private static final int EVENTS = 20_000;

    /// As many as surely find room in the buffers of a connection, and more than may wait to be handled.
    private static final int FIRST = 1_000;

    private final BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch sent = new CountDownLatch(1);
    private volatile boolean wasHeld;
    private final TestServer server = new TestServer(shell());

    @AfterEach
    void stop() {
        sent.countDown();
        server.close();
    }

    @Test
    void aClientThatFloodsIsNotReadFromInBetweenAndTheOthersHaveTheirTurn() throws Exception {
        try (var flooding = connect();
                var other = connect()) {
            flooding.send("42[\"wait\"]"); // keeps the loop until there is a crowd before it
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            flooding.raw(frames(0, FIRST));
            other.send("42[\"other\"]");
            sent.countDown();
            flooding.raw(frames(FIRST, EVENTS));
            flooding.send("421[\"last\"]");

            assertEquals("431[]", flooding.text());
            assertTrue(wasHeld, "was read from all the time");
            var order = List.copyOf(handled);
            assertEquals(EVENTS + 3, order.size());
            assertTrue(order.indexOf("[\"other\"]") < EVENTS, "had to wait for all of them");
            var numbers = order.stream()
                    .filter(event -> event.startsWith("[\"count\""))
                    .toList();
            for (int i = 0; i < EVENTS; i++) {
                assertEquals("[\"count\"," + i + "]", numbers.get(i));
            }
        }
    }

    @Test
    void betweenManyTasksOfTheLoopTheConnectionsHaveTheirTurn() throws Exception {
        try (var first = connect();
                var other = connect()) {
            first.send("42[\"wait\"]"); // keeps the loop until there is a crowd before it
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            other.send("421[\"last\"]");
            var lane = sockets.remove().lane();
            for (int i = 0; i < EVENTS; i++) {
                lane.execute(() -> handled.add("task"));
            }
            sent.countDown();

            assertEquals("431[]", other.text()); // which was given to the loop after all these tasks
            var order = List.copyOf(handled);
            assertEquals(EVENTS + 2, order.size());
            assertTrue(order.indexOf("[\"last\"]") < EVENTS / 2, "had to wait for most of them");
        }
    }

    @Test
    void aLargeEventIsNotEvenReadOnTheLoop() throws Exception {
        try (var client = connect()) {
            client.send("421[\"thread\",\"" + "x".repeat(16 << 10) + "\"]");
            assertEquals("431[\"virtual\"]", client.text());
            client.send("422[\"thread\",\"" + "x".repeat(15 << 10) + "\"]");
            assertEquals("432[\"loop\"]", client.text());
        }
    }

    private RawWebSocket connect() throws IOException {
        var socket = RawWebSocket.open(server, "/socket.io/");
        socket.frame();
        socket.send("40");
        assertEquals("40{", socket.text().substring(0, 3));
        return socket;
    }

    /// Masked with zeros.
    private static byte[] frames(int from, int to) {
        var bytes = new ByteArrayOutputStream();
        for (int i = from; i < to; i++) {
            var packet = ("42[\"count\"," + i + "]").getBytes(UTF_8);
            bytes.writeBytes(
                    RawWebSocket.bytes(RawWebSocket.FIN | RawWebSocket.TEXT, 0x80 | packet.length, 0, 0, 0, 0));
            bytes.writeBytes(packet);
        }
        return bytes.toByteArray();
    }

    private SocketIoShell shell() {
        var wire = new Wire(
                TestServer.unhurried(),
                new Origins(true, false, Set.of()),
                _ -> (socket, _, _) ->
                        socket.accept(new RoomId.User("acme", "ann"), new Listener(socket, channels.remove())),
                false,
                HttpExchange::notFound,
                () -> false);
        return new SocketIoShell("127.0.0.1", 0, 1, channel -> {
            channels.add(channel);
            wire.install(channel);
        });
    }

    private final class Listener implements SocketListener {
        private final Socket socket;
        private final Channel channel;

        Listener(Socket socket, Channel channel) {
            this.socket = socket;
            sockets.add(socket);
            this.channel = channel;
        }

        @Override
        public Remainder event(byte[] json, List<byte[]> attachments, long ackId) {
            var text = new String(json, UTF_8);
            var name = text.substring(2, text.indexOf('"', 2));
            if (name.equals("thread")) {
                var thread = Thread.currentThread().isVirtual() ? "virtual" : "loop";
                socket.ack(ackId, ("[\"" + thread + "\"]").getBytes(UTF_8), List.of());
                return Remainder.NOTHING;
            }
            handled.add(text);
            if (name.equals("wait")) {
                begun.countDown();
                await();
            } else if (name.equals("last")) {
                socket.ack(ackId, "[]".getBytes(UTF_8), List.of());
            }
            if (!channel.config().isAutoRead()) {
                wasHeld = true;
            }
            return Remainder.NOTHING;
        }

        private void await() {
            try {
                assertTrue(sent.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void closed(String reason, boolean lost) {
            // of no interest here
        }
    }
}
