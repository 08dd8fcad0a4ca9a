package io.rotunda.server.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket of the doctor's.
final class Line implements WebSocket.Listener, AutoCloseable {
    static final String PING = "2";

    private static final String END = "";

    private final HttpClient client;
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    private Line(HttpClient client) {
        this.client = client;
    }

    /// The request for a WebSocket was answered with something else.
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status) {
            super("answered with " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    static Line open(HttpClient client, URI address, String origin, Duration patience) throws IOException {
        var line = new Line(client);
        try {
            line.socket = client.newWebSocketBuilder()
                    .connectTimeout(patience)
                    .header("Origin", origin)
                    .buildAsync(address, line)
                    .join();
            return line;
        } catch (CompletionException e) {
            client.shutdownNow();
            throw e.getCause() instanceof WebSocketHandshakeException refused
                    ? new Refused(refused.getResponse().statusCode())
                    : new IOException(e.getCause());
        }
    }

    void say(String packet) throws IOException {
        try {
            if (socket != null) {
                socket.sendText(packet, true).join();
            }
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    /// The next packet; null if none comes in time.
    ///
    /// @throws IOException if the connection is closed
    @Nullable
    String next(Duration patience) throws IOException, InterruptedException {
        var packet = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (END.equals(packet)) {
            heard.add(END);
            throw new IOException("the WebSocket was closed");
        }
        return packet;
    }

    /// The next packet that is no ping; null if none comes in time.
    ///
    /// @throws IOException if the connection is closed
    @Nullable
    String nextButPings(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        var packet = next(patience);
        while (PING.equals(packet)) {
            packet = next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return packet;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        heard.add(END);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        heard.add(END);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        client.shutdownNow();
    }
}
