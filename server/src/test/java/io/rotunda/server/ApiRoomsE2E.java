package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What back ends do to rooms over HTTP, as stock clients hear it and PostgreSQL keeps it.
class ApiRoomsE2E {
    @TempDir
    private static Path data;

    private static Settings settings;
    private static Rotunda rotunda;
    private static ApiClient api;

    private final List<JavaClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Programs.linkInto(data);
        settings = Settings.load(Map.of("DATA_DIR", data.toString(), "PORT", "0"));
        rotunda = Rotunda.start(settings);
        api = new ApiClient(rotunda.port(), settings);
    }

    @AfterAll
    static void stop() {
        api.close();
        rotunda.close();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(JavaClient::close);
    }

    @Test
    void aMessageOfABackEndIsHeardKeptAndReadAgain() throws Exception {
        var ann = client("ann", "sends");
        ann.answer("channel:join", "{'channelId':'general'}");
        var message = "{'organizationId':'sends','channelId':'general','userId':'bot','userName':'Bot','content':'hi',"
                + "'optimisticId':'o1'}";
        var sent = api.succeeds("POST", "/messages", message);
        assertEquals(sent, api.succeeds("POST", "/messages", message));
        var heard = ann.next("message:new");
        assertEquals("Bot", heard.getString("userName"));
        assertEquals(sent.path("id").asText(), heard.getString("id"));
        var id = sent.path("id").asText();
        api.succeeds(
                "PATCH",
                "/messages/" + id,
                "{'organizationId':'sends','channelId':'general','userId':'bot','content':'ho'}");
        assertEquals("ho", ann.next("message:update").getString("content"));
        var history = api.succeeds("GET", "/messages?organizationId=sends&channelId=general", null);
        assertEquals("ho", history.at("/messages/0/content").asText());
        assertEquals(1, history.path("messages").size());
        api.succeeds("DELETE", "/messages/" + id + "?organizationId=sends&channelId=general&userId=bot", null);
        ann.next("message:delete");
        assertNull(ann.heard("message:new").peek());
    }

    @Test
    void anAddressThatCannotBeDecodedIsRefusedAsTheApiRefuses() throws Exception {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), rotunda.port())) {
            var request = "GET /api/v1/channels/%zz HTTP/1.1\r\nHost: rotunda\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("{\"success\":false,\"error\":{\"code\":\"VALIDATION_ERROR\""), answer);
        }
    }

    @Test
    void aUserReadsHistoryWithATokenAndNothingElse() throws Exception {
        api.succeeds(
                "POST", "/messages", "{'organizationId':'reads','channelId':'general','userId':'bot','content':'hi'}");
        api.succeeds("PUT", "/channels/secret", "{'organizationId':'reads','members':['bob']}");
        var token = JavaClient.token(settings, "ann", "reads");
        assertEquals(
                1,
                ApiClient.json(api.send(api.as(token, "GET", "/messages?channelId=general", null)))
                        .path("total")
                        .asInt());
        assertEquals(
                403,
                api.send(api.as(token, "GET", "/messages?channelId=secret", null))
                        .statusCode());
        assertEquals(
                404,
                api.send(api.as(token, "GET", "/messages?organizationId=sends&channelId=general", null))
                        .statusCode());
        var send = "{'organizationId':'reads','channelId':'general','userId':'ann','content':'x'}";
        assertEquals(401, api.send(api.as(token, "POST", "/messages", send)).statusCode());
        assertEquals(
                401,
                api.send(api.as(token + "x", "GET", "/messages?channelId=general", null))
                        .statusCode());
    }

    @Test
    void aPageOfAnAllowedOriginMayReadHistoryAndNoOtherCall() throws Exception {
        var origin = "http://localhost:8080";
        var preflight = api.send(api.as("", "OPTIONS", "/messages?channelId=general", null)
                .setHeader("Origin", origin)
                .setHeader("Access-Control-Request-Method", "GET"));
        assertEquals(204, preflight.statusCode());
        assertEquals(
                origin,
                preflight.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        var strange = api.send(api.as("", "OPTIONS", "/messages", null).setHeader("Origin", "https://evil.example"));
        assertFalse(strange.headers().firstValue("Access-Control-Allow-Origin").isPresent());
        var publish = api.send(api.as("", "OPTIONS", "/publish", null).setHeader("Origin", origin));
        assertFalse(publish.headers().firstValue("Access-Control-Allow-Origin").isPresent());
        var page = api.send(api.as(JavaClient.token(settings, "ann", "pages"), "GET", "/messages?channelId=none", null)
                .setHeader("Origin", origin));
        assertEquals(404, page.statusCode());
        assertEquals(
                origin, page.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
    }

    @Test
    void whoIsRemovedHearsNothingMoreAndTheOthersHearIt() throws Exception {
        var ann = client("ann", "lists");
        var bob = client("bob", "lists");
        for (var client : List.of(ann, bob)) {
            client.answer("channel:join", "{'channelId':'general'}");
        }
        api.succeeds("PUT", "/channels/general", "{'organizationId':'lists','name':'General','members':['ann','bob']}");
        assertEquals(
                "General", ann.next("channel:update").getJSONObject("channel").getString("name"));
        assertTrue(api.succeeds("DELETE", "/channels/general/members/bob?organizationId=lists", null)
                .path("removed")
                .asBoolean());
        assertEquals("bob", ann.next("channel:leave").getString("userId"));
        api.succeeds("POST", "/publish", "{'room':'channel:general','organizationId':'lists','event':'custom:x'}");
        api.succeeds("POST", "/publish", "{'room':'org:lists','event':'custom:fence'}");
        ann.next("custom:x");
        bob.next("custom:fence");
        assertNull(bob.heard("custom:x").peek());
        var refused = bob.answer("channel:join", "{'channelId':'general'}");
        assertEquals("FORBIDDEN", refused.getJSONObject("error").getString("code"));
        api.succeeds("DELETE", "/channels/general?organizationId=lists", null);
        api.succeeds("POST", "/publish", "{'room':'channel:general','organizationId':'lists','event':'custom:x'}");
        api.succeeds("POST", "/publish", "{'room':'org:lists','event':'custom:fence'}");
        ann.next("custom:fence");
        assertNull(ann.heard("custom:x").poll());
        assertEquals(
                404,
                api.send(api.call("GET", "/channels/general?organizationId=lists", null))
                        .statusCode());
        var joined = bob.answer("channel:join", "{'channelId':'general'}");
        assertEquals(0, joined.getLong("seq"));
    }

    @Test
    void aMessageIsHeardWhileABackEndWritesItAndEndsWhereItBreaksOff() throws Exception {
        var ann = client("ann", "streams");
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
            for (char piece : "{'text':'in pieces'}\r\n{'text':'and more'}\n".toCharArray()) {
                chunk(out, String.valueOf(piece));
            }
            assertEquals("in pieces", ann.next("message:chunk").getString("text"));
            assertEquals("and more", ann.next("message:chunk").getString("text"));
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
                    "Authorization: Bearer " + api.key(),
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
            out.write(("HEAD" + get + api.key() + "\r\n\r\nGET" + get + api.key() + "\r\n\r\nGET" + get + api.key()
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
        var head = "POST /api/v1/messages/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + api.key()
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

    private JavaClient client(String user, String org) throws Exception {
        var client = new JavaClient(rotunda.port(), JavaClient.token(settings, user, org), "websocket");
        clients.add(client);
        return client;
    }
}
