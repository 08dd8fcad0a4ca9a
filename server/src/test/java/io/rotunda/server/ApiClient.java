package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rotunda.server.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A back end that calls the server API. Bodies may have quotation marks like this: {'organizationId':'acme'}
final class ApiClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String key;

    ApiClient(int port, Settings settings) {
        this.port = port;
        key = settings.listen().backEndKeys().getFirst().text();
    }

    String key() {
        return key;
    }

    HttpRequest.Builder call(String method, String path, @Nullable String json) {
        return as(key, method, path, json);
    }

    HttpRequest.Builder as(String bearer, String method, String path, @Nullable String json) {
        var body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"'));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .method(method, body)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json");
    }

    JsonNode succeeds(String method, String path, @Nullable String json) throws Exception {
        var answer = send(call(method, path, json));
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
