package io.rotunda.server.wire;

/// Faults of the transport, with the codes and texts of the reference server.
///
/// @see <a href="https://socket.io/docs/v4/server-api/#event-connection_error">the codes</a>
enum EngineFault {
    TRANSPORT_UNKNOWN("400 Bad Request", 0, "Transport unknown"),
    SESSION_UNKNOWN("400 Bad Request", 1, "Session ID unknown"),
    BAD_METHOD("400 Bad Request", 2, "Bad handshake method"),
    BAD_REQUEST("400 Bad Request", 3, "Bad request"),
    FORBIDDEN("403 Forbidden", 4, "Forbidden"),
    UNSUPPORTED_PROTOCOL("400 Bad Request", 5, "Unsupported protocol version");

    private final String status;
    private final String json;

    EngineFault(String status, int code, String message) {
        this.status = status;
        this.json = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    String status() {
        return status;
    }

    String json() {
        return json;
    }
}
