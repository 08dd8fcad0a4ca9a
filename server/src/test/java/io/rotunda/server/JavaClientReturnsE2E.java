package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The stock Java client takes a server that goes for a lost connection, on both transports.
@Timeout(120)
class JavaClientReturnsE2E {
    @TempDir
    private static Path data;

    @Test
    void theJavaClientComesBackByItselfAfterADrain() throws Exception {
        Programs.linkInto(data);
        var first = Rotunda.start(settings(0));
        var clients = Stream.of("websocket", "polling")
                .map(transport -> new Client(first.port(), transport))
                .toList();
        try {
            heardByAll(clients);
            first.close();
            try (var _ = Rotunda.start(settings(first.port()))) {
                heardByAll(clients);
                clients.forEach(Client::close);
            }
        } finally {
            clients.forEach(Client::close);
            first.close();
        }
    }

    private static void heardByAll(List<Client> clients) throws InterruptedException {
        for (var client : clients) {
            assertNotNull(client.connected.poll(40, TimeUnit.SECONDS), client.transport);
        }
    }

    private static Settings settings(int port) {
        return Settings.load(
                Map.of("DATA_DIR", data.toString(), "PORT", String.valueOf(port), "SHUTDOWN_DRAIN_MS", "100"));
    }

    private static final class Client implements AutoCloseable {
        private final BlockingQueue<Object> connected = new LinkedBlockingQueue<>();
        private final String transport;
        private final Socket socket;

        Client(int port, String transport) {
            this.transport = transport;
            var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
            var principal = new Principal("ann", "ann", "acme", Set.of(), Role.MEMBER, expiry);
            var token = new Signer(settings(0).tokens(), Clock.systemUTC()).sign(principal);
            socket = IO.socket(
                    URI.create("http://127.0.0.1:" + port),
                    IO.Options.builder()
                            .setTransports(new String[] {transport})
                            .setForceNew(true)
                            .setReconnectionDelay(100)
                            .setReconnectionDelayMax(500)
                            .setAuth(Map.of("token", token))
                            .build());
            socket.on("connected", arguments -> connected.add(arguments[0]));
            socket.connect();
        }

        @Override
        public void close() {
            socket.disconnect();
        }
    }
}
