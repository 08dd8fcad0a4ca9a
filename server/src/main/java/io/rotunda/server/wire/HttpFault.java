package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/// An answer to a request that is not handled.
///
/// @param status status code and reason, such as `400 Bad Request`
/// @param headers further headers, each ended by CRLF
/// @param json the body
public record HttpFault(String status, String headers, String json) {
    static final HttpFault TOO_LARGE = badRequest("413 Payload Too Large");

    /// What is no request of ours.
    static HttpFault badRequest(String status) {
        return new HttpFault(status, "", EngineFault.BAD_REQUEST.json());
    }

    /// As it goes over a connection that is closed after it.
    ByteBuf response(ByteBufAllocator allocator) {
        var response = allocator.buffer(192 + json.length());
        response.writeCharSequence(
                "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Type: application/json\r\n" + headers
                        + "Content-Length: " + json.length() + "\r\n\r\n" + json,
                StandardCharsets.US_ASCII);
        return response;
    }
}
