package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.config.Settings;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What back ends do to rooms over HTTP, as stock clients hear it and PostgreSQL keeps it.
class ApiRoomsE2E {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static Settings settings;
    private static Rotunda rotunda;
    private static HttpClient http;

    private final List<Client> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        settings = Settings.load(Map.of("DATA_DIR", data.toString(), "PORT", "0"));
        rotunda = Rotunda.start(settings);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        rotunda.close();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(client -> client.socket.disconnect());
    }

    @Test
    void aMessageOfABackEndIsHeardKeptAndReadAgain() throws Exception {
        var ann = new Client("ann", "sends");
        ann.answer("channel:join", "{'channelId':'general'}");
        var message = "{'organizationId':'sends','channelId':'general','userId':'bot','userName':'Bot','content':'hi',"
                + "'optimisticId':'o1'}";
        var sent = succeeds("POST", "/messages", message);
        assertEquals(sent, succeeds("POST", "/messages", message));
        var heard = ann.next("message:new");
        assertEquals("Bot", heard.getString("userName"));
        assertEquals(sent.path("id").asText(), heard.getString("id"));
        var id = sent.path("id").asText();
        succeeds(
                "PATCH",
                "/messages/" + id,
                "{'organizationId':'sends','channelId':'general','userId':'bot','content':'ho'}");
        assertEquals("ho", ann.next("message:update").getString("content"));
        var history = succeeds("GET", "/messages?organizationId=sends&channelId=general", null);
        assertEquals("ho", history.at("/messages/0/content").asText());
        assertEquals(1, history.path("messages").size());
        succeeds("DELETE", "/messages/" + id + "?organizationId=sends&channelId=general&userId=bot", null);
        ann.next("message:delete");
        assertNull(ann.heard("message:new").peek());
    }

    @Test
    void aUserReadsHistoryWithATokenAndNothingElse() throws Exception {
        succeeds("POST", "/messages", "{'organizationId':'reads','channelId':'general','userId':'bot','content':'hi'}");
        succeeds("PUT", "/channels/secret", "{'organizationId':'reads','members':['bob']}");
        var token = token("ann", "reads");
        assertEquals(
                1,
                json(send(as(token, "GET", "/messages?channelId=general", null)))
                        .path("total")
                        .asInt());
        assertEquals(
                403, send(as(token, "GET", "/messages?channelId=secret", null)).statusCode());
        assertEquals(
                404,
                send(as(token, "GET", "/messages?organizationId=sends&channelId=general", null))
                        .statusCode());
        var send = "{'organizationId':'reads','channelId':'general','userId':'ann','content':'x'}";
        assertEquals(401, send(as(token, "POST", "/messages", send)).statusCode());
        assertEquals(
                401,
                send(as(token + "x", "GET", "/messages?channelId=general", null))
                        .statusCode());
    }

    @Test
    void aPageOfAnAllowedOriginMayReadHistoryAndNoOtherCall() throws Exception {
        var origin = "http://localhost:8080";
        var preflight = send(as("", "OPTIONS", "/messages?channelId=general", null)
                .setHeader("Origin", origin)
                .setHeader("Access-Control-Request-Method", "GET"));
        assertEquals(204, preflight.statusCode());
        assertEquals(
                origin,
                preflight.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        var strange = send(as("", "OPTIONS", "/messages", null).setHeader("Origin", "https://evil.example"));
        assertFalse(strange.headers().firstValue("Access-Control-Allow-Origin").isPresent());
        var publish = send(as("", "OPTIONS", "/publish", null).setHeader("Origin", origin));
        assertFalse(publish.headers().firstValue("Access-Control-Allow-Origin").isPresent());
        var page = send(as(token("ann", "pages"), "GET", "/messages?channelId=none", null)
                .setHeader("Origin", origin));
        assertEquals(404, page.statusCode());
        assertEquals(
                origin, page.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
    }

    @Test
    void whoIsRemovedHearsNothingMoreAndTheOthersHearIt() throws Exception {
        var ann = new Client("ann", "lists");
        var bob = new Client("bob", "lists");
        for (var client : List.of(ann, bob)) {
            client.answer("channel:join", "{'channelId':'general'}");
        }
        succeeds("PUT", "/channels/general", "{'organizationId':'lists','name':'General','members':['ann','bob']}");
        assertEquals(
                "General", ann.next("channel:update").getJSONObject("channel").getString("name"));
        assertTrue(succeeds("DELETE", "/channels/general/members/bob?organizationId=lists", null)
                .path("removed")
                .asBoolean());
        assertEquals("bob", ann.next("channel:leave").getString("userId"));
        succeeds("POST", "/publish", "{'room':'channel:general','organizationId':'lists','event':'custom:x'}");
        succeeds("POST", "/publish", "{'room':'org:lists','event':'custom:fence'}");
        ann.next("custom:x");
        bob.next("custom:fence");
        assertNull(bob.heard("custom:x").peek());
        var refused = bob.answer("channel:join", "{'channelId':'general'}");
        assertEquals("FORBIDDEN", refused.getJSONObject("error").getString("code"));
        succeeds("DELETE", "/channels/general?organizationId=lists", null);
        succeeds("POST", "/publish", "{'room':'channel:general','organizationId':'lists','event':'custom:x'}");
        succeeds("POST", "/publish", "{'room':'org:lists','event':'custom:fence'}");
        ann.next("custom:fence");
        assertNull(ann.heard("custom:x").poll());
        assertEquals(
                404,
                send(call("GET", "/channels/general?organizationId=lists", null))
                        .statusCode());
        var joined = bob.answer("channel:join", "{'channelId':'general'}");
        assertEquals(0, joined.getLong("seq"));
    }

    @Test
    void aMessageIsHeardWhileABackEndWritesItAndEndsWhereItBreaksOff() throws Exception {
        var ann = new Client("ann", "streams");
        ann.answer("channel:join", "{'channelId':'general'}");
        try (var raw = stream()) {
            var out = raw.getOutputStream();
            chunk(out, "\r\n\n{'organizationId':'streams','channelId':'general','userId':'bot','userName':'Bot'}\r\n");
            ann.next("message:stream_started");
            chunk(out, "\r\n\n");
            for (int i = 0; i < 120; i++) {
                chunk(out, "{'text':'" + i + " '}\n");
            }
            for (int i = 0; i < 120; i++) {
                assertEquals(i + " ", ann.next("message:chunk").getString("text"), "held up, not refused");
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var sent = new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(sent.startsWith("HTTP/1.1 200 "), sent);
            assertTrue(sent.contains(ann.next("message:new").getString("id")), sent);
        }
        try (var raw = stream()) {
            chunk(
                    raw.getOutputStream(),
                    "{'organizationId':'streams','channelId':'general','userId':'bot'}\n{'text':'half'}\n");
            assertEquals("half", ann.next("message:chunk").getString("text"));
        }
        var truncated = ann.next("message:new");
        assertEquals("half", truncated.getString("content"));
        assertTrue(truncated.getJSONObject("metadata").getBoolean("truncated"));
    }

    @Test
    void whoHasNoKeyIsNotAskedForTheBody() throws Exception {
        try (var raw = new java.net.Socket(InetAddress.getLoopbackAddress(), rotunda.port())) {
            raw.setSoTimeout(20_000);
            var head = head("Content-Length: 500", "Expect: 100-continue");
            raw.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var refused = new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(refused.startsWith("HTTP/1.1 401 "), refused);
            assertTrue(refused.contains("AUTH_MISSING"), refused);
        }
        try (var raw = new java.net.Socket(InetAddress.getLoopbackAddress(), rotunda.port())) {
            raw.setSoTimeout(20_000);
            var body = "{\"room\":\"org:acme\",\"event\":\"custom:x\"}";
            var head = head(
                    "Authorization: Bearer " + key(),
                    "Content-Length: " + body.length(),
                    "Expect: 100-continue",
                    "Connection: close");
            raw.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var go = "HTTP/1.1 100 Continue\r\n\r\n";
            assertEquals(go, new String(raw.getInputStream().readNBytes(go.length()), StandardCharsets.US_ASCII));
            for (var half : List.of(body.substring(0, 7), body.substring(7))) {
                raw.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            }
            var answer = new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void twoCallsOnOneConnectionAreAnsweredAndAHeadHasNoBody() throws Exception {
        try (var raw = new java.net.Socket(InetAddress.getLoopbackAddress(), rotunda.port())) {
            raw.setSoTimeout(20_000);
            var get = " /api/v1/channels/none?organizationId=acme HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ";
            var out = raw.getOutputStream();
            out.write(("HEAD" + get + key() + "\r\n\r\nGET" + get + key() + "\r\n\r\nGET" + get + key()
                            + "x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var answers =
                    new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("HTTP/1.1 ", -1);
            assertEquals(4, answers.length, String.join("|", answers));
            assertTrue(answers[1].startsWith("404 ") && answers[1].endsWith("\r\n\r\n"), answers[1]);
            assertTrue(answers[2].startsWith("404 ") && answers[2].contains("NOT_FOUND"), answers[2]);
            assertTrue(answers[3].startsWith("401 "), "the key is looked at each time");
        }
    }

    private static String head(String... headers) {
        return "POST /api/v1/publish HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + String.join("\r\n", headers)
                + "\r\n\r\n";
    }

    /// A call whose body is to come.
    private static java.net.Socket stream() throws Exception {
        var raw = new java.net.Socket(InetAddress.getLoopbackAddress(), rotunda.port());
        raw.setSoTimeout(20_000);
        var head = "POST /api/v1/messages/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key()
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        raw.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return raw;
    }

    private static void chunk(java.io.OutputStream out, String text) throws Exception {
        var bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String key() {
        return settings.listen().backEndKeys().getFirst().text();
    }

    private static String token(String user, String org) {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        return new Signer(settings.tokens(), Clock.systemUTC())
                .sign(new Principal(user, user, org, Set.of(org), Role.MEMBER, expiry));
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + rotunda.port() + "/api/v1" + path);
    }

    private static HttpRequest.Builder call(String method, String path, @Nullable String json) {
        return as(key(), method, path, json);
    }

    private static HttpRequest.Builder as(String bearer, String method, String path, @Nullable String json) {
        var body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"'));
        return HttpRequest.newBuilder(address(path))
                .method(method, body)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json");
    }

    private static JsonNode succeeds(String method, String path, @Nullable String json) throws Exception {
        var answer = send(call(method, path, json));
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    /// One connected client, and what it heard.
    private final class Client {
        private final Socket socket;
        private final Map<String, BlockingQueue<JSONObject>> heard = new ConcurrentHashMap<>();

        Client(String user, String org) throws Exception {
            socket = IO.socket(
                    URI.create("http://127.0.0.1:" + rotunda.port()),
                    IO.Options.builder()
                            .setTransports(new String[] {"websocket"})
                            .setForceNew(true)
                            .setAuth(Map.of("token", token(user, org)))
                            .build());
            clients.add(this);
            var connected = new CompletableFuture<Object>();
            socket.on("connected", arguments -> connected.complete(arguments[0]));
            for (var event : List.of(
                    "message:new",
                    "message:update",
                    "message:delete",
                    "message:chunk",
                    "message:stream_started",
                    "channel:update",
                    "channel:leave",
                    "custom:x",
                    "custom:fence")) {
                socket.on(event, arguments -> heard(event).add((JSONObject) arguments[0]));
            }
            socket.connect();
            connected.get(20, TimeUnit.SECONDS);
        }

        JSONObject answer(String event, String payload) throws Exception {
            var answer = new CompletableFuture<JSONObject>();
            socket.emit(event, new Object[] {new JSONObject(payload.replace('\'', '"'))}, (Ack)
                    arguments -> answer.complete((JSONObject) arguments[0]));
            return answer.get(20, TimeUnit.SECONDS);
        }

        BlockingQueue<JSONObject> heard(String event) {
            return heard.computeIfAbsent(event, _ -> new LinkedBlockingQueue<>());
        }

        JSONObject next(String event) throws Exception {
            var next = heard(event).poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("did not hear " + event);
            }
            return next;
        }
    }
}
