package io.rotunda.server;

import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        var clients = new ArrayList<JavaClient>();
        try {
            for (var transport : List.of("websocket", "polling")) {
                var token = JavaClient.token(settings(0), "ann", "acme");
                clients.add(new JavaClient(first.port(), token, transport));
            }
            first.close();
            try (var _ = Rotunda.start(settings(first.port()))) {
                for (var client : clients) {
                    client.next("connected");
                }
                clients.forEach(JavaClient::close);
            }
        } finally {
            clients.forEach(JavaClient::close);
            first.close();
        }
    }

    private static Settings settings(int port) {
        return Settings.load(
                Map.of("DATA_DIR", data.toString(), "PORT", String.valueOf(port), "SHUTDOWN_DRAIN_MS", "100"));
    }
}
