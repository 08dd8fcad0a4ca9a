package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import io.rotunda.server.shell.SocketIoShell;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What clients leave unread all together has a bound, however fast it is written.
@Timeout(60)
class OutboundMemoryE2E {
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final int CLIENTS = 10;
    private static final int LOOPS = 2;
    private static final long SCARCE = 1 << 20;

    /// Whoever reads after others is not too slow for it.
    private static final long PLENTY = 1L << 30;

    private final Rooms rooms = new Rooms(new Rooms.Keeping(LONG, LONG, 64 << 20, Clock.systemUTC()));
    private final Map<Socket, Feed> here = new ConcurrentHashMap<>();
    private final List<RawWebSocket> clients = new ArrayList<>();
    private @Nullable TestServer server;

    @AfterEach
    void stop() throws Exception {
        for (var client : clients) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aLargePayloadIsKeptOnceForAllWhoAreSentItOneByOne() throws Exception {
        connectAll(wire(PLENTY));
        var payload = json(8 << 20);
        long before = directMemory();
        var frame = Frame.transientEvent("page", payload);
        here.values().forEach(feed -> feed.send(frame));
        awaitWritten();

        long grown = directMemory() - before;
        assertTrue(grown < 4L * payload.length, grown + " bytes for " + CLIENTS + " clients");
        for (var client : clients) {
            var heard = client.text();
            var start = "42[\"page\"," + new String(payload, UTF_8) + ",\"";
            assertTrue(heard.startsWith(start) && heard.endsWith("\"]"), heard.length() + " characters");
        }
    }

    @Test
    void whenMemoryIsShortWhoLeavesMuchUnreadIsCutWithTheNextMessage() throws Exception {
        var wire = wire(SCARCE);
        connectAll(wire);
        var event = ("[\"blob\"," + new String(json(64 << 10), UTF_8) + "]").getBytes(UTF_8);
        long most = 0;
        while (!here.isEmpty()) {
            here.keySet().forEach(socket -> socket.emit(event, List.of()));
            awaitWritten();
            most = Math.max(most, wire.outboundBytes());
        }
        assertTrue(most < SCARCE + CLIENTS * 3 * OutboundMemory.SCARCE_BYTES, most + " bytes were waiting");
        assertEquals(CLIENTS, wire.slowConsumersCut());
    }

    private void connectAll(Wire wire) throws Exception {
        server = new TestServer(new SocketIoShell("127.0.0.1", 0, LOOPS, wire::install));
        for (int i = 0; i < CLIENTS; i++) {
            var client = RawWebSocket.open(server, "/socket.io/");
            client.frame();
            client.send("40");
            assertEquals("40{", client.text().substring(0, 3));
            clients.add(client);
        }
    }

    /// Until the turn in which all was written is over.
    private void awaitWritten() throws Exception {
        var sockets = List.copyOf(here.keySet());
        var written = new CountDownLatch(sockets.size());
        for (var socket : sockets) {
            var lane = socket.lane();
            lane.execute(() -> lane.execute(written::countDown));
        }
        assertTrue(written.await(20, TimeUnit.SECONDS));
    }

    private static byte[] json(int bytes) {
        return ("\"" + "x".repeat(bytes) + "\"").getBytes(UTF_8);
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private Wire wire(long total) {
        var settings = new WireSettings(
                LONG, LONG, LONG, LONG, LONG, TestServer.MAX_PAYLOAD, 8 << 20, LONG, total, 1L << 30, 0, 1_000, 10_000);
        return new Wire(
                settings,
                new Origins(true, false, Set.of()),
                _ -> (socket, _, _) -> {
                    var user = new RoomId.User("acme", "ann");
                    socket.listen(user, new Listener(socket));
                    here.put(socket, rooms.open(socket));
                    socket.accept(user, new Listener(socket));
                },
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
            return Remainder.NOTHING; // nobody says anything
        }

        @Override
        public void closed(String reason, boolean lost) {
            here.remove(socket);
        }
    }
}
