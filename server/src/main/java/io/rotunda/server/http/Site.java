package io.rotunda.server.http;

import io.netty.handler.codec.http.HttpMethod;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The demo page: the files below `/web` in the jar.
public final class Site implements HttpRoutes {
    /// Names of our own files, one folder deep: nothing that could climb out of `/web`.
    private static final Pattern FILE = Pattern.compile("/([a-z0-9-]+/)?[a-z0-9-]+(\\.[a-z0-9]+)*");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=UTF-8",
            "js", "text/javascript; charset=UTF-8",
            "css", "text/css; charset=UTF-8",
            "svg", "image/svg+xml");

    /// The page shows what strangers write: scripts come from here alone, and nothing is ever inline.
    private static final String HEADERS = HttpExchange.headers(
            "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Cross-Origin-Opener-Policy: same-origin");

    @Override
    public void handle(HttpExchange exchange) {
        var path = exchange.path().equals("/") ? "/index.html" : exchange.path();
        var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !FILE.matcher(path).matches()) {
            exchange.notFound();
        } else if (!exchange.method().equals(HttpMethod.GET)
                && !exchange.method().equals(HttpMethod.HEAD)) {
            exchange.answer("405 Method Not Allowed", "text/plain", "Allow: GET, HEAD\r\n", new byte[0]);
        } else {
            Thread.startVirtualThread(() -> send(exchange, path, type)); // reading from the jar may block
        }
    }

    private static void send(HttpExchange exchange, String path, String type) {
        var content = read(path);
        if (content == null) {
            exchange.notFound();
        } else {
            exchange.answer("200 OK", type, HEADERS, content);
        }
    }

    private static byte @Nullable [] read(String path) {
        try (var file = Site.class.getResourceAsStream("/web" + path)) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken); // our own jar
        }
    }
}
