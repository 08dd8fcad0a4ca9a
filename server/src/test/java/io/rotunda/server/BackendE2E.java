package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rotunda.handlers.PendingPermission;
import io.rotunda.handlers.ToolPermissionResolved;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What back ends do inside the process, as the stock Java client hears it.
class BackendE2E {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REQUEST = "tool:permission:request";
    private static final String RESPONSE = "tool:permission:response";
    private static final String RESOLVED = "tool:permission:resolved";

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
    void thePhasesOfALoopReachTheUsersSocketsInOrder(String transport) throws Exception {
        var org = "phases-" + transport;
        var ann = client("ann", org, transport);
        var phone = client("ann", org, transport);
        var bob = client("bob", org, transport);
        var toAnn = new RoomId.User(org, "ann");
        for (var phase : List.of("observe", "orient", "decide", "act")) {
            publish(toAnn, "ooda:phase", "{'phase':'" + phase + "','iteration':0,'data':{'status':'started'}}");
            publish(
                    toAnn,
                    "ooda:phase",
                    "{'phase':'" + phase + "','iteration':0,'data':{'status':'completed','result':{'n':1}}}");
        }
        publish(toAnn, "ooda:complete", "{'goalMet':true,'iterations':1,'killed':false}");
        publish(new RoomId.Org(org), "custom:fence", "{}");
        for (var client : List.of(ann, phone)) {
            for (var phase : List.of("observe", "orient", "decide", "act")) {
                var started = client.next("ooda:phase");
                assertEquals(phase, started.getString("phase"));
                assertEquals(0, started.getInt("iteration"));
                assertEquals("started", started.getJSONObject("data").getString("status"));
                Instant.parse(started.getString("timestamp"));
                var completed = client.next("ooda:phase").getJSONObject("data");
                assertEquals("completed", completed.getString("status"));
                assertEquals(1, completed.getJSONObject("result").getInt("n"));
            }
            var complete = client.next("ooda:complete");
            assertTrue(complete.getBoolean("goalMet"));
            assertEquals(1, complete.getInt("iterations"));
            assertEquals(false, complete.getBoolean("killed"));
            Instant.parse(complete.getString("timestamp"));
        }
        bob.next("custom:fence");
        assertNull(bob.heard("ooda:phase").peek());
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void whoSubscribedHearsTheSwarmAndWhoLeftDoesNot(String transport) throws Exception {
        var org = "swarm-" + transport;
        var ann = client("ann", org, transport);
        var bob = client("bob", org, transport);
        var eve = client("eve", org + "-other", transport);
        for (var client : List.of(ann, bob, eve)) {
            client.answer("swarm:subscribe", new JSONObject().put("sessionId", "s1"));
            client.next("swarm:subscribed");
        }
        bob.answer("swarm:unsubscribe", new JSONObject().put("sessionId", "s1"));

        publish(new RoomId.Swarm(org, "s1"), "custom:step", "{'step':'ü €','n':[1.50,null]}");
        publish(new RoomId.Org(org), "custom:fence", "{}");
        publish(new RoomId.Org(org + "-other"), "custom:fence", "{}");

        var step = ann.next("custom:step");
        assertEquals("ü €", step.getString("step"));
        assertEquals("[1.5,null]", step.getJSONArray("n").toString());
        for (var client : List.of(bob, eve)) {
            client.next("custom:fence");
            assertNull(client.heard("custom:step").peek());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void whoJoinedHearsTheActivityOfTheCustomerAndWhoLeftDoesNot(String transport) throws Exception {
        var org = "activity-" + transport;
        var ann = client("ann", org, transport);
        var bob = client("bob", org, transport);
        var room = new JSONObject().put("room", "activity:" + org);
        for (var client : List.of(ann, bob)) {
            client.answer("activity:join", room);
            assertEquals("activity:" + org, client.next("activity:joined").getString("room"));
        }
        bob.answer("activity:leave", room);

        publish(new RoomId.Activity(org), "custom:sale", "{'amount':7}");
        publish(new RoomId.Org(org), "custom:fence", "{}");

        assertEquals(7, ann.next("custom:sale").getInt("amount"));
        bob.next("custom:fence");
        assertNull(bob.heard("custom:sale").peek());
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void theFirstAnswerFromAnySocketDecides(String transport) throws Exception {
        var org = "permission-" + transport;
        var ann = client("ann", org, transport);
        var phone = client("ann", org, transport);
        var bob = client("bob", org, transport);

        var pending = ask(org, null);
        for (var client : List.of(ann, phone)) {
            var request = client.next(REQUEST);
            assertEquals(pending.requestId(), request.getString("requestId"));
            assertEquals("shell", request.getString("toolName"));
            assertEquals("rm", request.getJSONObject("input").getString("command"));
            assertEquals("to clean up", request.getString("reason"));
            assertTrue(Instant.parse(request.getString("expiresAt")).isAfter(Instant.now()));
        }
        assertEquals("NOT_FOUND", code(bob.answer(RESPONSE, response(pending, true))));
        var answer = phone.answer(RESPONSE, response(pending, true).put("reason", "go on"));
        assertTrue(answer.getBoolean("success"));
        assertTrue(answer.getBoolean("approved"));
        assertEquals(pending.requestId(), answer.getString("requestId"));
        assertEquals("CONFLICT", code(ann.answer(RESPONSE, response(pending, false))));

        assertEquals(new ToolPermissionResolved(pending.requestId(), true, "go on", "ann"), decision(pending));
        for (var client : List.of(ann, phone)) {
            var resolved = client.next(RESOLVED);
            assertEquals(pending.requestId(), resolved.getString("requestId"));
            assertTrue(resolved.getBoolean("approved"));
            assertEquals("go on", resolved.getString("reason"));
            assertEquals("ann", resolved.getString("resolvedBy"));
        }
        publish(new RoomId.Org(org), "custom:fence", "{}");
        bob.next("custom:fence");
        assertNull(bob.heard(REQUEST).peek());
        assertNull(bob.heard(RESOLVED).peek());
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void whoConnectsWhileARequestIsOpenReceivesItThen(String transport) throws Exception {
        var org = "late-" + transport;
        var pending = ask(org, null);
        var ann = client("ann", org, transport);
        assertEquals(pending.requestId(), ann.next(REQUEST).getString("requestId"));
        assertTrue(ann.answer(RESPONSE, response(pending, false)).getBoolean("success"));
        assertEquals(new ToolPermissionResolved(pending.requestId(), false, null, "ann"), decision(pending));
        assertTrue(ann.next(RESOLVED).isNull("reason"));

        var tablet = client("ann", org, transport);
        publish(new RoomId.Org(org), "custom:fence", "{}");
        tablet.next("custom:fence");
        assertNull(tablet.heard(REQUEST).peek());
        assertNull(ann.heard(REQUEST).peek());
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void aRequestThatNobodyAnswersIsDeniedAndSoIsOneThatIsWithdrawn(String transport) throws Exception {
        var org = "denied-" + transport;
        var ann = client("ann", org, transport);
        var late = ask(org, Duration.ofMillis(1));
        assertEquals(new ToolPermissionResolved(late.requestId(), false, "timeout", null), decision(late));
        var timeout = ann.next(RESOLVED);
        assertEquals("timeout", timeout.getString("reason"));
        assertTrue(timeout.isNull("resolvedBy"));
        assertEquals("CONFLICT", code(ann.answer(RESPONSE, response(late, true))));

        var unwanted = ask(org, null);
        unwanted.withdraw();
        assertEquals(new ToolPermissionResolved(unwanted.requestId(), false, "withdrawn", null), decision(unwanted));
        assertEquals("withdrawn", ann.next(RESOLVED).getString("reason"));
        assertEquals("CONFLICT", code(ann.answer(RESPONSE, response(unwanted, true))));
    }

    private static PendingPermission ask(String org, @Nullable Duration timeout) throws Exception {
        return rotunda.backend()
                .askPermission(new RoomId.User(org, "ann"), "shell", json("{'command':'rm'}"), "to clean up", timeout);
    }

    private static ToolPermissionResolved decision(PendingPermission pending) throws Exception {
        return pending.decision().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static void publish(RoomId room, String event, String data) throws Exception {
        rotunda.backend().publish(room, event, json(data));
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static JSONObject response(PendingPermission pending, boolean approved) throws Exception {
        return new JSONObject().put("requestId", pending.requestId()).put("approved", approved);
    }

    private static String code(JSONObject answer) throws Exception {
        return answer.getJSONObject("error").getString("code");
    }

    private JavaClient client(String user, String org, String transport) throws Exception {
        var client = new JavaClient(rotunda.port(), JavaClient.token(settings, user, org), transport);
        clients.add(client);
        return client;
    }
}
