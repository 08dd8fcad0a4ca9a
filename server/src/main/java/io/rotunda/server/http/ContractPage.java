package io.rotunda.server.http;

import io.netty.handler.codec.http.HttpMethod;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpRoutes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What this server speaks, as documents readable from any origin. No secret: the same for everybody.
public final class ContractPage implements HttpRoutes {
    private static final String HEADERS =
            HttpExchange.headers("X-Content-Type-Options: nosniff", "Access-Control-Allow-Origin: *");

    private final Map<String, byte[]> documents = new HashMap<>();
    private final HttpRoutes rest;

    /// @param documents YAML by its path
    /// @param rest answers every other path
    public ContractPage(Map<String, String> documents, HttpRoutes rest) {
        documents.forEach((path, yaml) -> this.documents.put(path, yaml.getBytes(StandardCharsets.UTF_8)));
        this.rest = rest;
    }

    @Override
    public void handle(HttpExchange exchange) {
        var document = documents.get(exchange.path());
        if (document == null) {
            rest.handle(exchange);
        } else if (exchange.method().equals(HttpMethod.GET) || exchange.method().equals(HttpMethod.HEAD)) {
            exchange.answer("200 OK", "application/yaml", HEADERS, document);
        } else {
            exchange.answer("405 Method Not Allowed", "text/plain", "Allow: GET, HEAD\r\n", new byte[0]);
        }
    }
}
