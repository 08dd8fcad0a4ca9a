package io.rotunda.handlers;

/// Why a client's event failed; the names are the codes on the wire.
public enum ErrorCode {
    VALIDATION_ERROR,
    UNKNOWN_EVENT,
    FORBIDDEN,
    NOT_FOUND,
    NOT_IN_ROOM,
    RATE_LIMIT_EXCEEDED,
    PAYLOAD_TOO_LARGE,
    CONFLICT,
    UNAVAILABLE,
    TOKEN_EXPIRED,
    INTERNAL
}
