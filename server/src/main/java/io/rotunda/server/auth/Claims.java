package io.rotunda.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.Tokens.Reason;
import io.rotunda.handlers.Tokens.Refused;
import io.rotunda.rooms.Ids;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// The claims of a token, each read as what it must be. Refusals name the claim and never its value. A claim that is
/// null is of the wrong type: it is not the same as none.
final class Claims {
    private static final int MAX_NAME = 256;
    private static final int MAX_IDS = 1000;
    private static final long MAX_TIME = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final JsonNode node;

    Claims(JsonNode node) {
        this.node = node;
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) throws Refused {
        var value = required(name);
        if (!value.isTextual()) {
            throw refused(name, "is not a string");
        }
        return value.textValue();
    }

    String id(String name) throws Refused {
        return validId(name, required(name));
    }

    /// One id, or an array of them.
    Set<String> ids(String name) throws Refused {
        return required(name).isArray() ? idArray(name) : Set.of(id(name));
    }

    Set<String> idArray(String name) throws Refused {
        var array = required(name);
        if (!array.isArray() || array.size() > MAX_IDS) {
            throw refused(name, "is not an array of at most " + MAX_IDS + " ids");
        }
        var ids = new HashSet<String>();
        for (var element : array) {
            ids.add(validId(name, element));
        }
        return ids;
    }

    /// A name that people read: it may not hide control characters from them, nor break what stores it.
    String displayName(String name) throws Refused {
        var text = text(name);
        if (text.isBlank() || text.length() > MAX_NAME || !printable(text)) {
            throw refused(name, "is not 1 to " + MAX_NAME + " printable characters");
        }
        return text;
    }

    /// No stream: for each who connects, one would cost more than the rest of the claims.
    private static boolean printable(String text) {
        int next = 0;
        while (next < text.length()) {
            int character = text.codePointAt(next);
            if (Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE) {
                return false;
            }
            next += Character.charCount(character);
        }
        return true;
    }

    /// Seconds since 1970; fractions of one are dropped.
    Instant time(String name) throws Refused {
        var value = required(name);
        if (!value.isNumber() || !value.canConvertToLong() || value.longValue() < 0 || value.longValue() > MAX_TIME) {
            throw refused(name, "is not a time in seconds");
        }
        return Instant.ofEpochSecond(value.longValue());
    }

    /// Whether the claim is this string, or an array of strings with this one among them.
    boolean mentions(String name, String wanted) throws Refused {
        var value = required(name);
        if (!value.isArray()) {
            return text(name).equals(wanted);
        }
        for (var element : value) {
            if (!element.isTextual()) {
                throw refused(name, "is not a string or an array of strings");
            }
            if (element.textValue().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    static Refused refused(String name, String fault) {
        return new Refused(Reason.AUTH_INVALID, "the token's claim " + name + " " + fault);
    }

    private JsonNode required(String name) throws Refused {
        var value = node.get(name);
        if (value == null) {
            throw refused(name, "is missing");
        }
        return value;
    }

    private static String validId(String name, JsonNode value) throws Refused {
        if (!value.isTextual() || !Ids.valid(value.textValue())) {
            throw refused(name, "is not a valid id");
        }
        return value.textValue();
    }
}
