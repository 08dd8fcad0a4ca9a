package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.shell.SocketIoShell;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Letting somebody in fails as nobody thought it could: in whichever namespace, the client is not left without an
/// answer on an open connection, where it would wait for ever.
class FailedConnectE2E {
    static Stream<Namespaces.Namespace> namespaces() {
        return Stream.of((_, _, _) -> fail(), (socket, _, _) -> socket.admit(FailedConnectE2E::fail));
    }

    private static void fail() {
        throw new IllegalStateException("as nobody thought");
    }

    @ParameterizedTest
    @MethodSource("namespaces")
    void whoWouldHearNothingIsCut(Namespaces.Namespace namespace) throws Exception {
        var wire = new Wire(
                TestServer.unhurried(),
                new Origins(true, false, Set.of()),
                _ -> namespace,
                false,
                HttpExchange::notFound,
                () -> false);
        try (var server = new TestServer(new SocketIoShell("127.0.0.1", 0, 1, wire::install));
                var client = RawWebSocket.ask(server, "/socket.io/?EIO=4&transport=websocket")) {
            assertTrue(client.text().startsWith("0{"));
            client.send("40/any,");
            client.awaitClosed();
        }
    }
}
