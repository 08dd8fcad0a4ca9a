package io.rotunda.server.http;

import io.rotunda.handlers.ApiReply;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpFault;
import java.nio.charset.StandardCharsets;

/// Answers of the server API as HTTP says them.
final class ApiAnswers {
    private ApiAnswers() {}

    static void send(HttpExchange exchange, ApiReply reply) {
        exchange.answer(status(reply.status()), "application/json", headers(reply), reply.json());
    }

    /// The same for a request of which the body has not come.
    static HttpFault fault(ApiReply reply) {
        return new HttpFault(status(reply.status()), headers(reply), new String(reply.json(), StandardCharsets.UTF_8));
    }

    private static String headers(ApiReply reply) {
        if (reply.status() == 401) {
            return "WWW-Authenticate: Bearer\r\n";
        }
        var millis = reply.retryAfterMs();
        return millis == null ? "" : "Retry-After: " + Math.ceilDiv(millis, 1000) + "\r\n";
    }

    private static String status(int code) {
        return code + " "
                + switch (code) {
                    case 200 -> "OK";
                    case 400 -> "Bad Request";
                    case 401 -> "Unauthorized";
                    case 403 -> "Forbidden";
                    case 404 -> "Not Found";
                    case 405 -> "Method Not Allowed";
                    case 409 -> "Conflict";
                    case 413 -> "Payload Too Large";
                    case 415 -> "Unsupported Media Type";
                    case 429 -> "Too Many Requests";
                    case 503 -> "Service Unavailable";
                    default -> "Internal Server Error";
                };
    }
}
