package io.rotunda.server.http;

import io.netty.handler.codec.http.HttpMethod;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpRoutes;
import java.nio.charset.StandardCharsets;

/// `/asyncapi.yaml`: what this server speaks, readable from any origin. No secret: the same for everybody.
public final class ContractPage implements HttpRoutes {
    private static final String PATH = "/asyncapi.yaml";
    private static final String HEADERS =
            HttpExchange.headers("X-Content-Type-Options: nosniff", "Access-Control-Allow-Origin: *");

    private final byte[] document;
    private final HttpRoutes rest;

    /// @param document an AsyncAPI document in YAML
    /// @param rest answers every other path
    public ContractPage(String document, HttpRoutes rest) {
        this.document = document.getBytes(StandardCharsets.UTF_8);
        this.rest = rest;
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.path().equals(PATH)) {
            rest.handle(exchange);
        } else if (exchange.method().equals(HttpMethod.GET) || exchange.method().equals(HttpMethod.HEAD)) {
            exchange.answer("200 OK", "application/yaml", HEADERS, document);
        } else {
            exchange.answer("405 Method Not Allowed", "text/plain", "Allow: GET, HEAD\r\n", new byte[0]);
        }
    }
}
