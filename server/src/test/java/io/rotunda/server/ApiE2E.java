package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server API as a back end meets it over HTTP.
class ApiE2E {
    private static final String SAID = "{'room':'org:acme','event':'custom:x','data':{}}";

    @TempDir
    private static Path data;

    private static Settings settings;
    private static Rotunda rotunda;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        Programs.linkInto(data);
        settings = Settings.load(Map.of("DATA_DIR", data.toString(), "PORT", "0", "MAX_PAYLOAD_BYTES", "100000"));
        rotunda = Rotunda.start(settings);
        api = new ApiClient(rotunda.port(), settings);
    }

    @AfterAll
    static void stop() {
        api.close();
        rotunda.close();
    }

    @Test
    void aCallWithAKeyIsAnswered() throws Exception {
        var answer = api.send(api.call("POST", "/publish", SAID));
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
                new String[] {"", "Basic YTpi", "Bearer", "bearer ", "Bearer wrong", "Bearer " + api.key() + "x"}) {
            var request = api.call("POST", "/publish", SAID);
            request.setHeader("Authorization", authorization);
            var answer = api.send(request);
            assertEquals(401, answer.statusCode(), authorization);
            assertEquals(
                    "Bearer", answer.headers().firstValue("WWW-Authenticate").orElseThrow());
            assertTrue(code(answer).matches("AUTH_(MISSING|INVALID)"), answer.body());
            assertFalse(answer.body().contains("wrong"), "what was sent is not repeated");
        }
        assertEquals(
                401,
                api.send(api.call("GET", "/nowhere", null).setHeader("Authorization", "x"))
                        .statusCode());
    }

    @Test
    void whereThereIsNothingOrNotThatWayItIsSaid() throws Exception {
        assertEquals("NOT_FOUND", code(api.send(api.call("GET", "/nowhere", null))));
        var answer = api.send(api.call("DELETE", "/publish", null));
        assertEquals(405, answer.statusCode());
        assertEquals("POST", answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void onlyJsonIsRead() throws Exception {
        var answer = api.send(
                api.call("POST", "/publish", SAID).setHeader("Content-Type", "application/x-www-form-urlencoded"));
        assertEquals(415, answer.statusCode());
        assertEquals("VALIDATION_ERROR", code(answer));
        var withCharset =
                api.call("POST", "/publish", SAID).setHeader("Content-Type", "Application/JSON; charset=utf-8");
        assertEquals(200, api.send(withCharset).statusCode());
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAsTheApiRefuses() throws Exception {
        var answer = api.send(api.call("POST", "/publish", "x".repeat(100_001)));
        assertEquals(413, answer.statusCode());
        assertEquals("PAYLOAD_TOO_LARGE", code(answer));
        var chunked = api.call("POST", "/publish", null)
                .method(
                        "POST",
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[200_000])));
        var refused = api.send(chunked);
        assertEquals(413, refused.statusCode());
        assertEquals("PAYLOAD_TOO_LARGE", code(refused));
    }

    @Test
    void everyRowOfTheDocumentIsAnsweredByTheServer() throws Exception {
        for (var operation : rotunda.backend().api().contract().operations()) {
            var path = operation.path().replaceAll("\\{[a-zA-Z]+\\}", "-");
            var answer = api.send(api.call(operation.method(), path, "GET".equals(operation.method()) ? null : "{}"));
            assertNotEquals(405, answer.statusCode(), path);
            assertFalse(answer.body().contains("there is no such call"), path);
        }
    }

    @Test
    void theDocumentIsServedToEverybody() throws Exception {
        var document =
                api.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rotunda.port() + "/openapi.yaml")));
        assertEquals(200, document.statusCode());
        assertTrue(document.body().contains("/publish:"));
        assertEquals(
                "*",
                document.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
    }

    private static String code(HttpResponse<String> answer) throws Exception {
        return ApiClient.json(answer).path("error").path("code").asText();
    }
}
