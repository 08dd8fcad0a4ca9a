package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole server with its embedded PostgreSQL, seen by the stock Java client.
class JavaClientE2E {
    @TempDir
    private static Path data;

    private static Settings settings;
    private static Rotunda rotunda;

    private final List<Socket> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Programs.linkInto(data);
        settings = Settings.load(Map.of("DATA_DIR", data.toString(), "PORT", "0"));
        rotunda = Rotunda.start(settings);
    }

    @AfterAll
    static void stop() {
        rotunda.close();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(Socket::disconnect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void aMessageSentIsCommittedAnsweredAndHeardByTheWholeRoom(String transport) throws Exception {
        var channel = "java-" + transport;
        var ann = new Client("ann", transport);
        var bob = new Client("bob", transport);
        ann.answer("channel:join", new JSONObject().put("channelId", channel));
        var joined = bob.answer("channel:join", new JSONObject().put("channelId", channel));
        assertEquals(2, joined.getInt("members"));

        var sent = ann.answer("message:send", message(channel, "hello", "tmp-1"));

        assertTrue(sent.getBoolean("success"));
        assertEquals(1, sent.getLong("seq"));
        for (var client : List.of(ann, bob)) {
            var heard = client.next("message:new");
            assertEquals("hello", heard.getString("content"));
            assertEquals(sent.getString("id"), heard.getString("id"));
            assertEquals("ann", heard.getString("userId"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void theSameOptimisticIdIsStoredOnce(String transport) throws Exception {
        var ann = new Client("ann", transport);
        var first = ann.answer("message:send", message("once-" + transport, "hello", "tmp-2"));
        var again = ann.answer("message:send", message("once-" + transport, "hello", "tmp-2"));
        var other = ann.answer("message:send", message("once-" + transport, "something else", "tmp-2"));

        assertEquals(first.getString("id"), again.getString("id"));
        assertEquals("CONFLICT", other.getJSONObject("error").getString("code"));
        ann.answer("channel:join", new JSONObject().put("channelId", "once-" + transport));
        assertEquals(1, ann.next("channel:history").getInt("total"));
    }

    private static JSONObject message(String channel, String content, String optimisticId) throws Exception {
        return new JSONObject()
                .put("channelId", channel)
                .put("content", content)
                .put("optimisticId", optimisticId);
    }

    /// One connected client, and what it heard.
    private final class Client {
        private final Socket socket;
        private final Map<String, BlockingQueue<JSONObject>> heard =
                Map.of("message:new", new LinkedBlockingQueue<>(), "channel:history", new LinkedBlockingQueue<>());

        Client(String user, String transport) throws Exception {
            var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
            var principal = new Principal(user, user, "acme", Set.of(), Role.MEMBER, expiry);
            var token = new Signer(settings.tokens(), Clock.systemUTC()).sign(principal);
            socket = IO.socket(
                    URI.create("http://127.0.0.1:" + rotunda.port()),
                    IO.Options.builder()
                            .setTransports(new String[] {transport})
                            .setForceNew(true)
                            .setAuth(Map.of("token", token))
                            .build());
            clients.add(socket);
            var connected = new CompletableFuture<JSONObject>();
            socket.on("connected", arguments -> connected.complete((JSONObject) arguments[0]));
            heard.forEach((event, queue) -> socket.on(event, arguments -> queue.add((JSONObject) arguments[0])));
            socket.connect();
            var greeting = connected.get(20, TimeUnit.SECONDS);
            assertEquals(greeting.getString("socketId"), socket.id());
        }

        JSONObject answer(String event, JSONObject payload) throws Exception {
            var answer = new CompletableFuture<JSONObject>();
            socket.emit(event, new Object[] {payload}, arguments -> answer.complete((JSONObject) arguments[0]));
            return answer.get(20, TimeUnit.SECONDS);
        }

        JSONObject next(String event) throws Exception {
            var next = heard.getOrDefault(event, new LinkedBlockingQueue<>()).poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("did not hear " + event);
            }
            return next;
        }
    }
}
