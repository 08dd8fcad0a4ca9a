package io.rotunda.server.wire;

import org.jspecify.annotations.Nullable;

/// What the first HTTP request of a session said, as far as it matters later. Holds secrets: not for logs.
///
/// @param authorization the `Authorization` header
/// @param queryToken the `token` parameter of the query string
public record Handshake(
        @Nullable String authorization, @Nullable String queryToken) {
    static final Handshake NONE = new Handshake(null, null);

    static Handshake of(@Nullable String authorization, @Nullable String queryToken) {
        return authorization == null && queryToken == null ? NONE : new Handshake(authorization, queryToken);
    }

    @Override
    public String toString() {
        return "Handshake";
    }
}
