package io.rotunda.server.wire;

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
}
