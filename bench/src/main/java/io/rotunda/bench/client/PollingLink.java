package io.rotunda.bench.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Engine.IO by long-polling, as browsers do it: one connection for the GET that waits, one for POSTs, both kept open.
final class PollingLink implements Link {
    private static final byte SEPARATOR = 0x1e;

    private final Client client;
    private final HttpConnection receiving;
    private final HttpConnection sending;
    private final Queue<byte[]> unsent = new ArrayDeque<>();
    private @Nullable String sid;

    PollingLink(Client client, Clients clients) {
        this.client = client;
        receiving = new HttpConnection(client, clients, this::received);
        sending = new HttpConnection(client, clients, (body, length) -> sendMore());
    }

    @Override
    public void open() {
        poll();
    }

    @Override
    public void send(byte[] packet) {
        unsent.add(packet.clone());
        sendMore();
    }

    @Override
    public void close() {
        receiving.close();
        sending.close();
    }

    private void poll() {
        receiving.request(head("GET", "") + "\r\n", new byte[0]);
    }

    private void sendMore() {
        if (sending.isBusy() || unsent.isEmpty()) {
            return;
        }
        var body = new ByteArrayOutputStream();
        while (!unsent.isEmpty()) {
            if (body.size() > 0) {
                body.write(SEPARATOR);
            }
            body.writeBytes(unsent.remove());
        }
        var headers = "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: " + body.size() + "\r\n\r\n";
        sending.request(head("POST", "&sid=" + Objects.requireNonNull(sid)) + headers, body.toByteArray());
    }

    private String head(String method, String query) {
        var session = sid == null || !query.isEmpty() ? query : "&sid=" + sid;
        return method + " /socket.io/?EIO=4&transport=polling" + session + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    }

    private void received(byte[] body, int length) {
        long now = System.nanoTime();
        if (sid == null) {
            sid = sid(body, length);
        }
        for (int from = 0, to = 0; to <= length; to++) {
            if (to == length || body[to] == SEPARATOR) {
                client.packet(body, from, to, now);
                from = to + 1;
            }
        }
        if (!client.isClosing()) {
            poll();
        }
    }

    private static String sid(byte[] body, int length) {
        var found = Bytes.field(body, 0, length, "sid");
        if (found == null) {
            throw new IllegalStateException("no session: " + new String(body, 0, length, StandardCharsets.UTF_8));
        }
        return found;
    }
}
