package io.rotunda.server.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which web pages may talk to this server, by the origin that browsers report. Requests without an
/// origin do not come from a page and pass, and so do the server's own pages.
///
/// @param others which other origins may, besides the server's own
/// @param credentials whether those may send cookies, as load balancers with sticky sessions want
public record Origins(Predicate<String> others, boolean credentials) {

    /// Whether a page of `origin` may use a server that it reached as `host`.
    boolean allows(@Nullable String origin, @Nullable String host) {
        return origin == null || own(origin, host) || others.test(origin);
    }

    /// The headers that let the page read an answer, each ended by CRLF; empty if it needs none. The
    /// caller has asked [#allows] before, so that `origin` is safe to repeat.
    String headers(@Nullable String origin) {
        if (origin == null) {
            return "";
        }
        var headers = HttpExchange.headers("Access-Control-Allow-Origin: " + origin, "Vary: Origin");
        return credentials ? headers + HttpExchange.headers("Access-Control-Allow-Credentials: true") : headers;
    }

    private static boolean own(String origin, @Nullable String host) {
        try {
            return host != null && host.equals(new URI(origin).getRawAuthority());
        } catch (URISyntaxException _) {
            return false; // an origin that is none
        }
    }
}
