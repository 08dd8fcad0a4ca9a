package io.rotunda.server.wire;

import io.rotunda.server.conformance.EchoNamespaces;
import io.rotunda.server.shell.SocketIoShell;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/// Routes on a port of their own, and somebody who asks there.
public final class ServedRoutes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SocketIoShell shell;
    private final HttpClient client = HttpClient.newHttpClient();

    public ServedRoutes(HttpRoutes routes) {
        var settings = new WireSettings(
                PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, 1 << 20, 1 << 20, PATIENCE, 1 << 20, 1L << 30, 0, 100,
                100);
        var wire = new Wire(
                settings, new Origins(true, false, Set.of()), new EchoNamespaces(), false, routes, () -> false);
        shell = new SocketIoShell("127.0.0.1", 0, 1, wire::install);
    }

    /// Status and body.
    public String get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + shell.address().getPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = client.send(request.build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Override
    public void close() {
        client.close();
        shell.close();
    }
}
