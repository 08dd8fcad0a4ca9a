package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The values of one object by their names, as far as any object has them: their types, and what is said of those that
/// are wrong.
abstract class ObjectFields extends Fields {
    static final String OBJECT_RULE = "must be an object";
    static final String ARRAY_RULE = "must be an array";

    private final ObjectNode object;
    private final String prefix;

    /// @param prefix of the fields' names, where the object is inside another one
    ObjectFields(ObjectNode object, @Nullable String organizationId, String prefix) {
        super(organizationId);
        this.object = object;
        this.prefix = prefix;
    }

    @Override
    final boolean has(String name) {
        return object.has(name);
    }

    /// Whether there is something, and not null.
    final boolean isGiven(String name) {
        return object.hasNonNull(name);
    }

    /// An array of up to `max` elements, as JSON; empty if missing.
    final String array(String name, int max, Predicate<JsonNode> rightElement, String rule) {
        var node = value(name, JsonNode::isArray, ARRAY_RULE);
        if (node == null) {
            return "[]";
        }
        if (node.size() > max) {
            throw rejected(name, "must have at most " + max + " elements");
        }
        for (var element : node) {
            if (!rightElement.test(element)) {
                throw rejected(name, "each element " + rule);
            }
        }
        return node.isEmpty() ? "[]" : Json.text(node);
    }

    /// Null counts as missing.
    final @Nullable JsonNode value(String name, Predicate<JsonNode> rightType, String rule) {
        var node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!rightType.test(node)) {
            throw rejected(name, rule);
        }
        return node;
    }

    final String within(String name, int maxBytes, String json) {
        // A character takes three bytes at most, so short texts need no counting.
        if (json.length() > maxBytes / 3 && Texts.utf8(json).length > maxBytes) {
            throw tooLarge(name, "must be at most " + maxBytes + " bytes of JSON");
        }
        return json;
    }

    final Rejected rejected(String name, String problem) {
        return Rejected.field(path(name), problem);
    }

    final Rejected tooLarge(String name, String problem) {
        return new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, path(name) + ": " + problem);
    }

    final <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw rejected(name, "is required");
        }
        return value;
    }

    /// What a field is called in a rejection.
    final String path(String name) {
        return prefix + name;
    }
}
