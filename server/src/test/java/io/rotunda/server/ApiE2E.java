package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server API as a back end meets it over HTTP.
class ApiE2E {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SAID = "{'room':'org:acme','event':'custom:x','data':{}}";

    @TempDir
    private static Path data;

    private static Settings settings;
    private static Rotunda rotunda;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        Programs.linkInto(data);
        settings = Settings.load(Map.of("DATA_DIR", data.toString(), "PORT", "0", "MAX_PAYLOAD_BYTES", "100000"));
        rotunda = Rotunda.start(settings);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        rotunda.close();
    }

    @Test
    void aCallWithAKeyIsAnswered() throws Exception {
        var answer = send(call("POST", "/publish", SAID));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("{\"success\":true,\"room\":\"org:acme\"}", answer.body());
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void developmentModeKeepsItsKey() {
        var again = Settings.load(Map.of("DATA_DIR", data.toString(), "PORT", "0"));
        assertEquals(settings.listen().backEndKeys(), again.listen().backEndKeys());
        var own = Settings.load(Map.of("DATA_DIR", data.toString(), "API_KEYS", "one,two"));
        assertEquals(2, own.listen().backEndKeys().size());
        var production = Settings.load(Map.of("JWT_SECRET", "x".repeat(32)));
        assertTrue(production.listen().backEndKeys().isEmpty());
    }

    @Test
    void whoShowsNoKeyIsToldWhatToShow() throws Exception {
        for (var authorization :
                new String[] {"", "Basic YTpi", "Bearer", "bearer ", "Bearer wrong", "Bearer " + key() + "x"}) {
            var request = call("POST", "/publish", SAID);
            request.setHeader("Authorization", authorization);
            var answer = send(request);
            assertEquals(401, answer.statusCode(), authorization);
            assertEquals(
                    "Bearer", answer.headers().firstValue("WWW-Authenticate").orElseThrow());
            assertTrue(code(answer).matches("AUTH_(MISSING|INVALID)"), answer.body());
            assertFalse(answer.body().contains("wrong"), "what was sent is not repeated");
        }
        assertEquals(
                401,
                send(call("GET", "/nowhere", null).setHeader("Authorization", "x"))
                        .statusCode());
    }

    @Test
    void whereThereIsNothingOrNotThatWayItIsSaid() throws Exception {
        assertEquals("NOT_FOUND", code(send(call("GET", "/nowhere", null))));
        var answer = send(call("DELETE", "/publish", null));
        assertEquals(405, answer.statusCode());
        assertEquals("POST", answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void onlyJsonIsRead() throws Exception {
        var answer =
                send(call("POST", "/publish", SAID).setHeader("Content-Type", "application/x-www-form-urlencoded"));
        assertEquals(415, answer.statusCode());
        assertEquals("VALIDATION_ERROR", code(answer));
        var withCharset = call("POST", "/publish", SAID).setHeader("Content-Type", "Application/JSON; charset=utf-8");
        assertEquals(200, send(withCharset).statusCode());
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAsTheApiRefuses() throws Exception {
        var answer = send(call("POST", "/publish", "x".repeat(100_001)));
        assertEquals(413, answer.statusCode());
        assertEquals("PAYLOAD_TOO_LARGE", code(answer));
        var chunked = call("POST", "/publish", null)
                .method(
                        "POST",
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[200_000])));
        var refused = send(chunked);
        assertEquals(413, refused.statusCode());
        assertEquals("PAYLOAD_TOO_LARGE", code(refused));
    }

    @Test
    void everyRowOfTheDocumentIsAnsweredByTheServer() throws Exception {
        for (var operation : rotunda.backend().api().contract().operations()) {
            var path = operation.path().replaceAll("\\{[a-zA-Z]+\\}", "-");
            var answer = send(call(operation.method(), path, "GET".equals(operation.method()) ? null : "{}"));
            assertNotEquals(405, answer.statusCode(), path);
            assertFalse(answer.body().contains("there is no such call"), path);
        }
    }

    @Test
    void theDocumentIsServedToEverybody() throws Exception {
        var document = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rotunda.port() + "/openapi.yaml"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, document.statusCode());
        assertTrue(document.body().contains("/publish:"));
        assertEquals(
                "*",
                document.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
    }

    private static String key() {
        return settings.listen().backEndKeys().getFirst().text();
    }

    private static HttpRequest.Builder call(String method, String path, @Nullable String json) {
        var body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"'));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rotunda.port() + "/api/v1" + path))
                .method(method, body)
                .header("Authorization", "Bearer " + key());
        return request.header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String code(HttpResponse<String> answer) throws Exception {
        return json(answer).path("error").path("code").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
