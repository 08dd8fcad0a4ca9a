package io.rotunda.server.doctor;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A deployment as a browser meets it. Each request goes over a connection of its own, as a browser's may: what a proxy
/// does to the next one is what is looked at. Cookies are kept, because some proxies keep sessions together by them.
///
/// @param base its address, without a slash at the end
/// @param token whose client this is; null for nobody
/// @param origin of the page that connects; null for one of the server itself
/// @param patience for each answer
record Deployment(
        URI base, @Nullable String token, @Nullable String origin, Duration patience, CookieManager cookies) {
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /// Characters a second of an uplink that is no fault.
    private static final int SLOWEST = 100_000;

    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

    static Deployment at(URI base, @Nullable String token, @Nullable String origin, Duration patience) {
        return new Deployment(base, token, origin, patience, new CookieManager());
    }

    /// The origin of the page that connects.
    String page() {
        return origin != null ? origin : base.getScheme() + "://" + base.getRawAuthority();
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /// A preflight, as a browser sends it before a request of another origin's page.
    Answer preflight() throws IOException, InterruptedException {
        return send(request(POLLING)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    /// Opens a session on polling.
    Answer handshake() throws IOException, InterruptedException {
        return get(POLLING);
    }

    /// The next packets of a session.
    Answer poll(String sid) throws IOException, InterruptedException {
        return get(POLLING + "&sid=" + sid);
    }

    /// The same, with more patience, while something else is done.
    CompletableFuture<Answer> pollMeanwhile(String sid, Duration longest) {
        var answer = new CompletableFuture<Answer>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(
                        send(request(POLLING + "&sid=" + sid).timeout(longest).GET()));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    Answer post(String sid, String packets) throws IOException, InterruptedException {
        return send(request(POLLING + "&sid=" + sid)
                .timeout(patience.plusSeconds(packets.length() / SLOWEST))
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(packets)));
    }

    /// Opens a WebSocket, for a new session or as the upgrade of one.
    Line webSocket(@Nullable String sid) throws IOException, InterruptedException {
        var scheme = base.getScheme().equals("https") ? "wss" : "ws";
        var address = base.toString().replaceFirst("^https?", scheme) + WEBSOCKET + (sid == null ? "" : "&sid=" + sid);
        return Line.open(client(), URI.create(address), page(), patience);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("Origin", page())
                .header("Accept-Encoding", Answer.GZIP);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = client()) {
            return Answer.of(client.send(request.build(), BodyHandlers.ofByteArray()));
        }
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(base.getScheme().equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .cookieHandler(cookies)
                .build();
    }
}
