package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client whose requests and packets are written by hand, with the same secret in every header that may have one.
final class ClientByHand implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String host;
    private final String secret;

    ClientByHand(int port, String secret) {
        this.host = "127.0.0.1:" + port;
        this.secret = secret;
    }

    /// The address of a new session that has heard `connected`.
    String connected(String token) throws Exception {
        var session = open("");
        post(session, "40{\"token\":\"" + token + "\"}");
        var heard = get(session);
        while (!heard.contains("\"connected\"")) {
            assertFalse(heard.contains("44{"), heard);
            heard = get(session);
        }
        return session;
    }

    /// The address of a new session.
    String open(String query) throws Exception {
        var path = "/socket.io/?EIO=4&transport=polling" + query;
        var opened = get(path);
        int start = opened.indexOf("\"sid\":\"") + 7;
        return path + "&sid=" + opened.substring(start, opened.indexOf('"', start));
    }

    String get(String path) throws Exception {
        return send(request(path).GET());
    }

    String post(String path, String body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + secret)
                .header("Cookie", "session=" + secret);
    }

    String send(HttpRequest.Builder request) throws Exception {
        try {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException _) {
            return ""; // the server ended the connection: that is one of its answers
        }
    }

    /// A WebSocket for a session on polling; null if it is refused.
    @Nullable
    Moving move(String session) {
        var moving = new Moving();
        var address = URI.create("ws://" + host + session.replace("transport=polling", "transport=websocket"));
        try {
            moving.socket = client.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .header("Authorization", "Bearer " + secret)
                    .header("Cookie", "session=" + secret)
                    .buildAsync(address, moving)
                    .join();
            return moving;
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException) {
                return null;
            }
            throw refused;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /// A WebSocket that a session moves to.
    static final class Moving implements WebSocket.Listener, AutoCloseable {
        private static final String END = "";

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private @Nullable WebSocket socket;

        /// Whether it could be sent.
        boolean say(String packet) {
            try {
                if (socket != null) {
                    socket.sendText(packet, true).join();
                }
                return true;
            } catch (CompletionException _) {
                return false; // the server was faster
            }
        }

        /// Waits until the server has said this, or ended the connection.
        ///
        /// @return what of the two
        boolean hears(String beginning) throws InterruptedException {
            var packet = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            while (packet != null && !packet.equals(END) && !packet.startsWith(beginning)) {
                packet = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            if (packet == null) {
                throw new AssertionError("neither " + beginning + " nor the end");
            }
            return !packet.equals(END);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            heard.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            heard.add(END);
        }

        @Override
        public void close() {
            if (socket != null) {
                socket.abort();
            }
        }
    }
}
