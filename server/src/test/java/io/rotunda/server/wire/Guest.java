package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

/// A client that reads what it waits for, and leaves all else unread. It goes as clients do: with a farewell, without
/// one, or as one that is gone.
interface Guest {
    String FAREWELL = "41\u001e1";

    /// One that can be told so is to come again later: then another one comes.
    final class Refused extends IOException {
        private static final long serialVersionUID = 1;
    }

    void say(String packet) throws IOException;

    /// Reads until a packet that begins so has come.
    void hear(String start) throws IOException;

    /// Says that it goes.
    void farewell() throws IOException;

    /// Asks for what the server has to tell, and does not read it.
    void listen() throws IOException;

    void close() throws IOException;

    void reset() throws IOException;

    static Guest onWebSocket(TestServer server) throws IOException {
        var socket = RawWebSocket.ask(server, "/socket.io/?EIO=4&transport=websocket");
        if (socket.status() != 101) {
            socket.close();
            throw new Refused();
        }
        return new OnWebSocket(socket);
    }

    static Guest onPolling(TestServer server) throws IOException {
        return polling(server);
    }

    /// One that began with polling.
    static Guest upgraded(TestServer server) throws IOException {
        var polling = polling(server);
        var socket = polling.probe();
        socket.send("5");
        polling.close();
        return new OnWebSocket(socket);
    }

    private static OnPolling polling(TestServer server) throws IOException {
        var polls = new RawHttp(server);
        var handshake = "/socket.io/?EIO=4&transport=polling";
        polls.get(handshake);
        var answer = polls.response();
        if (answer.status() != 200) {
            polls.close();
            throw new Refused();
        }
        var sid = PollingClient.openPacket(answer.body()).get("sid").asText();
        return new OnPolling(new PollingClient(server, handshake + "&sid=" + sid), polls, new RawHttp(server));
    }

    record OnWebSocket(RawWebSocket socket) implements Guest {
        @Override
        public void say(String packet) throws IOException {
            socket.send(packet);
        }

        @Override
        public void hear(String start) throws IOException {
            while (!socket.text().startsWith(start)) {
                // something else
            }
        }

        @Override
        public void farewell() throws IOException {
            for (var packet : FAREWELL.split("\u001e", -1)) {
                say(packet);
            }
        }

        @Override
        public void listen() {
            // it does
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        @Override
        public void reset() throws IOException {
            socket.reset();
        }
    }

    record OnPolling(PollingClient session, RawHttp polls, RawHttp posts) implements Guest {
        /// A WebSocket that could take over.
        RawWebSocket probe() throws IOException {
            var socket = RawWebSocket.ask(session.server(), session.upgradeTarget());
            assertEquals(101, socket.status());
            socket.send("2probe");
            assertEquals("3probe", socket.frame().text());
            return socket;
        }

        @Override
        public void say(String packets) throws IOException {
            posts.post(session.target(), packets);
            assertTrue(posts.response().status() < 500);
        }

        @Override
        public void hear(String start) throws IOException {
            for (var heard = ""; !heard.contains("\u001e" + start); ) {
                listen();
                var answer = polls.response();
                assertEquals(200, answer.status());
                heard = "\u001e" + answer.body();
            }
        }

        @Override
        public void farewell() throws IOException {
            say(FAREWELL);
        }

        @Override
        public void listen() throws IOException {
            polls.get(session.target());
        }

        @Override
        public void close() throws IOException {
            posts.close();
            polls.close();
        }

        @Override
        public void reset() throws IOException {
            posts.reset();
            polls.reset();
        }
    }
}
