package io.rotunda.handlers;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Parses the arguments of an event and refuses what no event may carry, wherever it hides.
final class Arguments {
    private static final Pattern SURROGATE_ESCAPE = Pattern.compile("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}");

    private Arguments() {}

    /// The first argument, or an empty object if there is none; further arguments are ignored.
    ///
    /// @param batches names of fields whose elements are checked when they are read, each by itself
    /// @throws Malformed if this is no event
    /// @throws Rejected if it is an event that may not be
    static ObjectNode payload(Inbound inbound, Set<String> batches) throws Malformed {
        var arguments = parse(inbound.json(), "payload");
        if (!inbound.attachments().isEmpty()) {
            arguments = resolve(arguments, inbound.attachments());
        }
        var payload = arguments.path(1);
        if (payload.isMissingNode() || payload.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(payload instanceof ObjectNode object)) {
            throw new Rejected(ErrorCode.VALIDATION_ERROR, "payload: must be an object");
        }
        SoundJson.check(object, batches);
        return object;
    }

    /// What is sent by itself, as an object.
    ///
    /// @param name what a rejection calls it
    static ObjectNode object(byte[] json, String name) {
        JsonNode value;
        try {
            value = parse(json, name);
        } catch (Malformed _) {
            throw Rejected.field(name, "must be JSON in UTF-8");
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw Rejected.field(name, "must be an object");
    }

    private static JsonNode parse(byte[] json, String name) throws Malformed {
        try {
            return Json.read(json);
        } catch (StreamConstraintsException _) {
            throw Json.hasTooManyTokens(json)
                    ? new Rejected(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            name + ": must have at most " + Json.MAX_TOKENS + " names, values and brackets")
                    : Rejected.field(name, "nested too deeply, or a part of it is too long");
        } catch (IOException _) {
            parse(withoutSurrogates(json), name);
            throw Rejected.field(name, SoundJson.RULE);
        }
    }

    /// Half of a surrogate pair is JSON, but in a name the parser takes it for a broken document: the
    /// document is broken only if it is without it, too.
    private static byte[] withoutSurrogates(byte[] json) throws Malformed {
        var text = new String(json, StandardCharsets.ISO_8859_1); // keeps every byte as it is
        var without = SURROGATE_ESCAPE.matcher(text).replaceAll("\\\\u003f");
        if (without.equals(text)) {
            throw new Malformed("not JSON");
        }
        return without.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Puts the binary parts in the place of their placeholders.
    private static JsonNode resolve(JsonNode node, List<byte[]> attachments) throws Malformed {
        switch (node) {
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, resolve(array.get(i), attachments));
                }
            }
            case ObjectNode object
            when object.path("_placeholder").asBoolean(false) -> {
                var num = object.path("num");
                if (!num.isInt() || num.intValue() < 0 || num.intValue() >= attachments.size()) {
                    throw new Malformed("placeholder without attachment");
                }
                return BinaryNode.valueOf(attachments.get(num.intValue()));
            }
            case ObjectNode object -> {
                for (var field : object.properties()) {
                    field.setValue(resolve(field.getValue(), attachments));
                }
            }
            default -> {}
        }
        return node;
    }
}
