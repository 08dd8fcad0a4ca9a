package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.shell.SocketIoShell;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/// A client that leaves a namespace and enters it again on the same connection.
class SuccessorE2E {
    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();

    @Test
    void closingASocketThatHasLeftLeavesTheConnectionToTheNextOne() throws Exception {
        try (var server = new TestServer(shell());
                var client = RawWebSocket.open(server, "/socket.io/")) {
            client.frame();
            client.send("40");
            assertEquals("40{", client.text().substring(0, 3));
            client.send("41");
            client.send("40");
            assertEquals("40{", client.text().substring(0, 3));

            sockets.take().close();
            sockets.take().emit("[\"hello\"]".getBytes(UTF_8), List.of());

            assertEquals("42[\"hello\"]", client.text());
        }
    }

    private SocketIoShell shell() {
        var wire = new Wire(
                TestServer.unhurried(),
                new Origins(true, false, Set.of()),
                _ -> (socket, _, _) -> {
                    sockets.add(socket);
                    socket.accept(new RoomId.User("acme", "ann"), new Deaf());
                },
                false,
                HttpExchange::notFound,
                () -> false);
        return new SocketIoShell("127.0.0.1", 0, 2, wire::install);
    }

    private static final class Deaf implements SocketListener {
        @Override
        public Remainder event(byte[] json, List<byte[]> attachments, long ackId) {
            return Remainder.NOTHING;
        }

        @Override
        public void closed(String reason, boolean lost) {}
    }
}
