package io.rotunda.server.wire;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The target of a request: its path, and the parameters of its query. What has nothing to decode, as with every
/// client that polls, is read where it stands.
final class Target {
    private static final int MAX_PARAMETERS = 32;

    private final String uri;
    private final int pathEnd;
    private final @Nullable QueryStringDecoder decoder;

    /// Throws [IllegalArgumentException] if the path has broken escapes, or the query.
    Target(String uri) {
        this.uri = uri;
        int mark = uri.indexOf('?');
        this.pathEnd = mark < 0 ? uri.length() : mark;
        if (plain(uri)) {
            decoder = null;
        } else {
            decoder = new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MAX_PARAMETERS);
            decoder.path();
            decoder.parameters();
        }
    }

    /// The decoded path.
    String path() {
        return decoder == null ? uri.substring(0, pathEnd) : decoder.path();
    }

    /// The first value of a parameter, or null.
    @Nullable
    String parameter(String name) {
        if (decoder != null) {
            var values = decoder.parameters().get(name);
            return values == null ? null : values.getFirst();
        }
        int end;
        for (int from = pathEnd + 1; from < uri.length(); from = end + 1) {
            int next = uri.indexOf('&', from);
            end = next < 0 ? uri.length() : next;
            int after = from + name.length();
            if (after <= end && uri.startsWith(name, from)) {
                if (after == end) {
                    return "";
                }
                if (uri.charAt(after) == '=') {
                    return uri.substring(after + 1, end);
                }
            }
        }
        return null;
    }

    /// All parameters, decoded.
    Map<String, List<String>> parameters() {
        return (decoder != null ? decoder : new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MAX_PARAMETERS))
                .parameters();
    }

    /// Whether nothing is escaped, and no parameter is one that decoders do not agree about.
    private static boolean plain(String uri) {
        int parameters = 1;
        for (int i = 0; i < uri.length(); i++) {
            switch (uri.charAt(i)) {
                case '%', '+', ';', '#' -> {
                    return false;
                }
                case '&' -> parameters++;
                case '=' -> {
                    if (i > 0 && (uri.charAt(i - 1) == '&' || uri.charAt(i - 1) == '?')) {
                        return false; // no name
                    }
                }
                default -> {}
            }
        }
        return parameters <= MAX_PARAMETERS;
    }
}
