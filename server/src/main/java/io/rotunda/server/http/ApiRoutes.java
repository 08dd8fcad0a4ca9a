package io.rotunda.server.http;

import static io.rotunda.handlers.ErrorCode.FORBIDDEN;
import static io.rotunda.handlers.ErrorCode.NOT_FOUND;
import static io.rotunda.handlers.ErrorCode.PAYLOAD_TOO_LARGE;
import static io.rotunda.handlers.ErrorCode.UNAVAILABLE;
import static io.rotunda.handlers.ErrorCode.VALIDATION_ERROR;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.rotunda.handlers.Api;
import io.rotunda.handlers.ApiOperation;
import io.rotunda.handlers.ApiReply;
import io.rotunda.handlers.Tokens;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpFault;
import io.rotunda.server.wire.HttpRoutes;
import io.rotunda.server.wire.Origins;
import io.rotunda.server.wire.Reception;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The server API below `/api/v1`: who may call what, and nothing of what the calls do.
public final class ApiRoutes implements HttpRoutes {
    static final String PREFIX = "/api/v1";

    private static final String PREFLIGHT = HttpExchange.headers(
            "Access-Control-Allow-Methods: GET",
            "Access-Control-Allow-Headers: Authorization",
            "Access-Control-Max-Age: 86400");

    private static final Reception WHOLE = new Reception.Whole(ApiAnswers.fault(
            ApiReply.refusal(PAYLOAD_TOO_LARGE, "the body is larger than MAX_PAYLOAD_BYTES allows", null)));

    private static final HttpFault UNREADABLE =
            ApiAnswers.fault(ApiReply.refusal(VALIDATION_ERROR, "the path, or the query, has broken escapes", null));

    private final Api api;
    private final ApiKeys keys;
    private final ApiCalls calls;
    private final Origins origins;
    private final BooleanSupplier draining;
    private final HttpRoutes rest;

    /// @param origins the pages that may ask as a user
    /// @param draining whether the server is about to go
    /// @param rest answers every other path
    public ApiRoutes(
            Api api, ApiKeys keys, ApiCalls calls, Origins origins, BooleanSupplier draining, HttpRoutes rest) {
        this.api = api;
        this.keys = keys;
        this.calls = calls;
        this.origins = origins;
        this.draining = draining;
        this.rest = rest;
    }

    @Override
    public HttpFault unreadable(String target) {
        return target.startsWith(PREFIX + "/") ? UNREADABLE : rest.unreadable(target);
    }

    @Override
    public Reception receive(HttpExchange exchange) {
        var path = path(exchange);
        if (path == null) {
            return rest.receive(exchange);
        }
        var operation = find(exchange, path).operation();
        var refusal = refusal(exchange, operation);
        if (refusal == null && operation != null) {
            refusal = operation.forUsers() && !keys.hold(ApiKeys.bearer(exchange))
                    ? ApiReply.refusal(VALIDATION_ERROR, "this call has no body", null)
                    : otherContent(exchange, operation);
        }
        if (refusal != null) {
            return new Reception.Refused(ApiAnswers.fault(refusal));
        }
        return operation != null && operation.inLines() ? new Reception.AsItComes() : WHOLE;
    }

    @Override
    public void handle(HttpExchange exchange) {
        var path = path(exchange);
        if (path == null) {
            rest.handle(exchange);
            return;
        }
        var found = find(exchange, path);
        var operation = found.operation();
        if (operation != null && operation.forUsers()) {
            exchange.allowed(origins);
        }
        var refusal = refusal(exchange, operation);
        if (refusal == null && operation != null) {
            calls.make(operation, exchange, keys.hold(ApiKeys.bearer(exchange)));
        } else if (exchange.method().equals(HttpMethod.OPTIONS) && mayAsk(path, exchange)) {
            exchange.noContent(PREFLIGHT);
        } else if (refusal != null) {
            ApiAnswers.send(exchange, refusal);
        } else if (found.methods().isEmpty()) {
            ApiAnswers.send(exchange, ApiReply.refusal(NOT_FOUND, "there is no such call", null));
        } else {
            notThatWay(exchange, found.methods());
        }
    }

    /// Why nobody looks at the request; null if it may be made, or there is nothing to make.
    private @Nullable ApiReply refusal(HttpExchange exchange, @Nullable ApiOperation operation) {
        if (keys.none()) {
            return ApiReply.refusal(FORBIDDEN, "the server API is off: no API_KEYS are set", null);
        }
        var shown = ApiKeys.bearer(exchange);
        if (shown == null) {
            return ApiReply.refusal(Tokens.Reason.AUTH_MISSING, "send Authorization: Bearer and an API key");
        }
        if (!keys.hold(shown) && (operation == null || !operation.forUsers())) {
            return ApiReply.refusal(Tokens.Reason.AUTH_INVALID, "this is none of the server's API keys");
        }
        return draining.getAsBoolean() ? ApiReply.refusal(UNAVAILABLE, "the server is shutting down", 1000L) : null;
    }

    private static @Nullable ApiReply otherContent(HttpExchange exchange, ApiOperation operation) {
        var wanted = operation.inLines() ? "application/x-ndjson" : "application/json";
        var type = exchange.header(HttpHeaderNames.CONTENT_TYPE);
        var essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return essence.equals(wanted)
                ? null
                : new ApiReply(
                        415,
                        ApiReply.refusal(VALIDATION_ERROR, "send the body as Content-Type: " + wanted, null)
                                .json(),
                        null);
    }

    /// Whether a page may find out what users may call.
    private boolean mayAsk(String path, HttpExchange exchange) {
        var operation = api.find("GET", path).operation();
        return operation != null && operation.forUsers() && exchange.allowed(origins);
    }

    private static void notThatWay(HttpExchange exchange, List<String> methods) {
        var allowed = new TreeSet<>(methods);
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        exchange.answer(
                "405 Method Not Allowed",
                "application/json",
                "Allow: " + String.join(", ", allowed) + "\r\n",
                ApiReply.refusal(VALIDATION_ERROR, "this call is made with another method", null)
                        .json());
    }

    private Api.Found find(HttpExchange exchange, String path) {
        boolean head = exchange.method().equals(HttpMethod.HEAD);
        return api.find(head ? "GET" : exchange.method().name(), path);
    }

    /// Below the API; null if it is not.
    private static @Nullable String path(HttpExchange exchange) {
        var path = exchange.path();
        return path.startsWith(PREFIX + "/") ? path.substring(PREFIX.length()) : null;
    }
}
