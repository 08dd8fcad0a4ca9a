package io.rotunda.server.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL to connect to. The password is kept out of the address, so that the address can be shown.
///
/// @param jdbc the address as the driver wants it; without user and password when it was given as `postgres://`
public record DatabaseUrl(
        String jdbc, @Nullable String user, @Nullable String password) {
    private static final String JDBC = "jdbc:postgresql://";

    static DatabaseUrl of(String text) {
        if (text.startsWith(JDBC)) {
            return new DatabaseUrl(text, null, null);
        }
        var uri = URI.create(text);
        var scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("postgres") && !scheme.equals("postgresql") || uri.getHost() == null) {
            throw new IllegalArgumentException("not a PostgreSQL address");
        }
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        // The driver takes an address without a path for none of its own.
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var address = JDBC + uri.getHost() + port + path + query;
        var userInfo = uri.getRawUserInfo();
        if (userInfo == null) {
            return new DatabaseUrl(address, null, null);
        }
        var colon = userInfo.indexOf(':');
        return colon < 0
                ? new DatabaseUrl(address, decoded(userInfo), null)
                : new DatabaseUrl(
                        address, decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    /// A `jdbc:` address may hold the password as a parameter.
    @Override
    public String toString() {
        return jdbc.replaceFirst("\\?.*", "");
    }

    private static String decoded(String part) {
        // In an address a plus is a plus; the decoder is one for forms.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
