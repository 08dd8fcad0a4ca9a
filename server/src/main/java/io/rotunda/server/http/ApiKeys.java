package io.rotunda.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.rotunda.server.wire.HttpExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys that are let in.
public final class ApiKeys {
    private final List<ApiKey> keys;

    public ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    boolean none() {
        return keys.isEmpty();
    }

    /// Whether this is one of them. Takes as long whichever it is.
    boolean hold(@Nullable String sent) {
        return sent != null && keys.stream().filter(one -> one.is(sent)).count() > 0;
    }

    /// What the caller shows; null if nothing.
    static @Nullable String bearer(HttpExchange exchange) {
        return Bearer.in(exchange.header(HttpHeaderNames.AUTHORIZATION));
    }
}
