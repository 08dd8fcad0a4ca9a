package io.rotunda.persistence;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Where the database is, and as whom to connect. Its text never shows the password.
///
/// Understands what PostgreSQL's own tools do (`postgres://user:password@host:5432/name?sslmode=require`, or
/// `postgresql://`, several hosts with commas between) and `jdbc:postgresql://…`. Parameters are those of
/// pgjdbc, or of libpq where both have the same under two names; they win over what this module would choose.
public final class DatabaseUrl {
    private static final String HOST = "(?:\\[[0-9a-fA-F:.]+]|[^/?@:,\\[\\]]+)(?::\\d{1,5})?";
    private static final Pattern FORM =
            Pattern.compile("(?:jdbc:postgresql|postgres|postgresql)://(?:(?<user>[^/?]*)@)?" + "(?<hosts>" + HOST
                    + "(?:," + HOST + ")*)(?:/(?<name>[^?]*))?(?:\\?(?<parameters>.*))?");

    private static final Map<String, String> LIBPQ_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "keepalives", "tcpKeepAlive");

    private final String hosts;
    private final String name;
    private final Map<String, String> parameters;

    private DatabaseUrl(String hosts, String name, Map<String, String> parameters) {
        this.hosts = hosts;
        this.name = name;
        this.parameters = parameters;
    }

    /// Reads a URL.
    ///
    /// @throws IllegalArgumentException if `text` is no such URL; the message does not quote it
    public static DatabaseUrl parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a PostgreSQL URL such as postgres://user:password@host:5432/name or jdbc:postgresql://…");
        }
        var parameters = new LinkedHashMap<String, String>();
        var user = matcher.group("user");
        if (user != null) {
            int colon = user.indexOf(':');
            parameters.put("user", decoded(colon < 0 ? user : user.substring(0, colon)));
            if (colon >= 0) {
                parameters.put("password", decoded(user.substring(colon + 1)));
            }
        }
        var query = matcher.group("parameters");
        if (query != null) {
            for (var parameter : query.split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    var key = parameter.substring(0, equals);
                    parameters.put(LIBPQ_NAMES.getOrDefault(key, key), decoded(parameter.substring(equals + 1)));
                }
            }
        }
        var name = matcher.group("name");
        return new DatabaseUrl(matcher.group("hosts"), name == null ? "" : name, parameters);
    }

    /// For the driver; free of user, password and parameters.
    String jdbc() {
        return "jdbc:postgresql://" + hosts + "/" + name;
    }

    /// User, password and what else the URL says, under the driver's names.
    Map<String, String> parameters() {
        return Map.copyOf(parameters);
    }

    /// For people: who, where and what, without the password.
    @Override
    public String toString() {
        var user = parameters.get("user");
        return "postgres://" + (user == null ? "" : user + "@") + hosts + "/" + name;
    }

    private static String decoded(String text) {
        try {
            // A plus is a plus here: only forms write it for a space.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("a % in the PostgreSQL URL is not followed by two hexadecimal digits");
        }
    }
}
