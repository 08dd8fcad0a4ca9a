package io.rotunda.handlers;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Finds the name of an event without parsing its arguments: what is over its limit is never parsed.
final class EventName {
    /// The names that the reference parser takes for a broken packet.
    static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventName() {}

    /// The first element of the array; a number, which the protocol allows, in its digits.
    static String in(byte[] json) throws Malformed {
        int start = skipSpace(json, 0);
        if (start == json.length || json[start] != '[') {
            throw new Malformed("not an array");
        }
        start = skipSpace(json, start + 1);
        var name = start < json.length && json[start] == '"' ? plain(json, start + 1) : parsed(json);
        if (RESERVED.contains(name)) {
            throw new Malformed("reserved event name");
        }
        return name;
    }

    private static int skipSpace(byte[] json, int from) {
        int at = from;
        while (at < json.length && (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r')) {
            at++;
        }
        return at;
    }

    private static String plain(byte[] json, int start) throws Malformed {
        for (int end = start; end < json.length; end++) {
            if (json[end] == '"') {
                return new String(json, start, end - start, StandardCharsets.UTF_8);
            }
            if (json[end] == '\\') {
                return parsed(json); // no client escapes a name, but it may
            }
        }
        throw new Malformed("no event name");
    }

    private static String parsed(byte[] json) throws Malformed {
        try (var parser = Json.FACTORY.createParser(json)) {
            parser.nextToken();
            var token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING
                    || token == JsonToken.VALUE_NUMBER_INT
                    || token == JsonToken.VALUE_NUMBER_FLOAT) {
                return parser.getText();
            }
        } catch (IOException _) {
            throw new Malformed("not JSON");
        }
        throw new Malformed("no event name");
    }
}
