package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final List<JavaClient> clients = new ArrayList<>();

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
        clients.forEach(JavaClient::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void aMessageSentIsCommittedAnsweredAndHeardByTheWholeRoom(String transport) throws Exception {
        var channel = "java-" + transport;
        var ann = client("ann", transport);
        var bob = client("bob", transport);
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
        var ann = client("ann", transport);
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

    private JavaClient client(String user, String transport) throws Exception {
        var client = new JavaClient(rotunda.port(), JavaClient.token(settings, user, "acme"), transport);
        clients.add(client);
        assertEquals(client.greeting().getString("socketId"), client.id());
        return client;
    }
}
