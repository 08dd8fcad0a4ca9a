package io.rotunda.server.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which web pages may talk to this server, by the origin that browsers report. Requests without an
/// origin do not come from a page and pass.
///
/// @param any every origin may, without credentials
/// @param loopback pages served by this machine may
/// @param listed origins that may, in the form `https://app.example`
public record Origins(boolean any, boolean loopback, Set<String> listed) {
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    public Origins {
        listed = Set.copyOf(listed);
    }

    /// Whether a page of `origin` may use a server that it reached as `host`.
    boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null || any || listed.contains(origin)) {
            return true;
        }
        try {
            var page = new URI(origin);
            return page.getRawAuthority() != null && page.getRawAuthority().equals(host)
                    || loopback && page.getHost() != null && LOOPBACK_HOSTS.contains(page.getHost());
        } catch (URISyntaxException _) {
            return false; // an origin that is none
        }
    }

    /// The headers that let the page read an answer, each ended by CRLF; empty if it needs or gets none.
    /// The caller has asked [#allows] before, so that `origin` is safe to repeat.
    String headers(@Nullable String origin) {
        if (origin == null) {
            return "";
        }
        if (any) {
            return "Access-Control-Allow-Origin: *\r\n";
        }
        // Credentials are cookies of load balancers; only origins that somebody wrote down may send them.
        return "Access-Control-Allow-Origin: " + origin + "\r\nVary: Origin\r\n"
                + (listed.contains(origin) ? "Access-Control-Allow-Credentials: true\r\n" : "");
    }
}
