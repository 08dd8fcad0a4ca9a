package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.shell.SocketIoShell;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The stock Java client against a namespace that takes and sends binary data, with and without acks.
class BinaryBothWaysE2E {
    private static final byte[] BLOB = {0, 1, 2, -1, -128, 127};
    private static final byte[] WITH_PLACEHOLDER = "[\"blob\",{\"_placeholder\":true,\"num\":0}]".getBytes(UTF_8);
    private static final WireSettings SETTINGS = new WireSettings(
            Duration.ofSeconds(25),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            1_000_000,
            1 << 20,
            Duration.ofSeconds(30),
            1 << 30,
            1L << 30,
            0,
            1_000,
            10_000);

    private final CompletableFuture<byte[]> heard = new CompletableFuture<>();
    private final CompletableFuture<byte[]> answered = new CompletableFuture<>();
    private SocketIoShell shell;
    private final List<Socket> clients = new ArrayList<>();

    @BeforeEach
    void start() {
        var wire = new Wire(
                SETTINGS,
                new Origins(false, false, Set.of()),
                _ -> (socket, _, _) -> socket.accept(new RoomId.User("acme", "ann"), new Listener(socket)),
                false,
                HttpExchange::notFound,
                () -> false);
        shell = new SocketIoShell("127.0.0.1", 0, 2, wire::install);
    }

    @AfterEach
    void stop() {
        clients.forEach(Socket::disconnect);
        shell.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void binaryEventsAndAcksPassInBothDirections(String transport) throws Exception {
        var client = connect(transport);
        var echoed = new CompletableFuture<byte[]>();
        var ack = new CompletableFuture<byte[]>();
        client.on("blob", arguments -> {
            echoed.complete((byte[]) arguments[0]);
            ((Ack) arguments[1]).call((Object) BLOB);
        });
        client.connect();
        client.emit("blob", new Object[] {BLOB}, arguments -> ack.complete((byte[]) arguments[0]));

        assertArrayEquals(BLOB, heard.get(10, TimeUnit.SECONDS), "what the server heard");
        assertArrayEquals(BLOB, ack.get(10, TimeUnit.SECONDS), "what the client was answered");
        assertArrayEquals(BLOB, echoed.get(10, TimeUnit.SECONDS), "what the client heard");
        assertArrayEquals(BLOB, answered.get(10, TimeUnit.SECONDS), "what the server was answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void eventsOfOneSocketAreHandledInTheOrderSent(String transport) throws Exception {
        var client = connect(transport);
        var order = new CopyOnWriteArrayList<Object>();
        var done = new CompletableFuture<List<Object>>();
        var expected = new ArrayList<Object>();
        client.connect();
        for (int i = 0; i < 300; i++) {
            expected.add(i);
            int number = i;
            client.emit("count", new Object[] {i}, arguments -> {
                order.add(arguments[0]);
                if (number == 299) {
                    done.complete(List.copyOf(order));
                }
            });
        }

        assertEquals(expected, done.get(20, TimeUnit.SECONDS));
    }

    private Socket connect(String transport) {
        var options = IO.Options.builder()
                .setTransports(new String[] {transport})
                .setForceNew(true)
                .setReconnection(false)
                .setAuth(Map.of())
                .build();
        var client = IO.socket(URI.create("http://127.0.0.1:" + shell.address().getPort()), options);
        clients.add(client);
        return client;
    }

    /// Answers `blob` and asks with it; answers `count` with its number.
    private final class Listener implements SocketListener {
        private final io.rotunda.server.wire.Socket socket;

        Listener(io.rotunda.server.wire.Socket socket) {
            this.socket = socket;
        }

        @Override
        public Remainder event(byte[] json, List<byte[]> attachments, long ackId) {
            if (attachments.isEmpty()) {
                var text = new String(json, UTF_8);
                var number = text.substring(text.indexOf(',') + 1, text.length() - 1);
                socket.ack(ackId, ("[" + number + "]").getBytes(UTF_8), List.of());
                return Remainder.NOTHING;
            }
            heard.complete(attachments.getFirst());
            socket.ack(ackId, "[{\"_placeholder\":true,\"num\":0}]".getBytes(UTF_8), attachments);
            socket.ask(WITH_PLACEHOLDER, attachments, (_, parts) -> answered.complete(parts.getFirst()));
            return Remainder.NOTHING;
        }

        @Override
        public void closed(String reason, boolean lost) {
            // each test ends its own
        }
    }
}
