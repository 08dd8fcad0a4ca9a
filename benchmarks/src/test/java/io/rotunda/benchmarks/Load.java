package io.rotunda.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Clients of one server, and what they do: a fixed number of operations, one after the other, so that the server does
/// the same each time.
final class Load implements Closeable {
    private static final String TYPING = "42[\"typing:start\",{\"channelId\":\"%s\"}]";
    private static final String TYPES = "42[\"typing:start\"";
    private static final String SEND =
            "421[\"message:send\",{\"channelId\":\"sends\",\"content\":\"" + "x".repeat(200) + "\"}]";

    private final int port;
    private final List<Closeable> clients = new ArrayList<>();
    private final List<WebSocketClient> members = new ArrayList<>();
    private final WebSocketClient speaker;
    private final PollingClient poller;

    Load(int port) throws IOException {
        this.port = port;
        speaker = connects();
        speaker.joins("typing");
        speaker.joins("polls");
        speaker.joins("sends");
        poller = new PollingClient(port, "poller");
        clients.add(poller);
        poller.joins("polls");
    }

    /// So many clients come, and join rooms of five; they stay.
    void connects(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            connects().joins("room" + clients.size() / 5);
        }
    }

    /// So many clients come, and do nothing.
    void idles(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            connects();
        }
    }

    /// The room in which [#types] is heard.
    void fillsARoom(int size) throws IOException {
        for (int i = 0; i < size; i++) {
            var member = connects();
            member.joins("typing");
            members.add(member);
        }
    }

    /// So many events, each heard by all members before the next.
    void types(int events) throws IOException {
        for (int i = 0; i < events; i++) {
            speaker.says(TYPING.formatted("typing"));
            for (var member : members) {
                member.hears(TYPES);
            }
        }
    }

    /// So many events, each fetched with a poll before the next.
    void polls(int events) throws IOException {
        for (int i = 0; i < events; i++) {
            speaker.says(TYPING.formatted("polls"));
            poller.hears(TYPES);
        }
    }

    /// So many messages, `atOnce` of them on their way at a time.
    void sends(int messages, int atOnce) throws IOException {
        for (int sent = 0; sent < messages; sent += atOnce) {
            for (int i = 0; i < atOnce; i++) {
                speaker.says(SEND);
            }
            for (int i = 0; i < atOnce; i++) {
                speaker.hears("431[{\"success\":true");
            }
        }
    }

    private WebSocketClient connects() throws IOException {
        var client = new WebSocketClient(port, "user" + clients.size());
        clients.add(client);
        return client;
    }

    @Override
    public void close() throws IOException {
        for (var client : clients) {
            client.close();
        }
    }
}
