package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.Ids;
import io.rotunda.rooms.RoomId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the payload of one event. What is missing, of the wrong type or too long is [Rejected] with
/// the field's name; null counts as missing. Lengths are those that a JavaScript client counts.
final class Fields {
    static final String ID_RULE = "must be 1 to " + Ids.MAX_LENGTH + " characters of A-Z a-z 0-9 _ . ~ @ | -";

    private final ObjectNode payload;
    private final Principal principal;

    /// @param principal whose organization channels are looked for in
    Fields(ObjectNode payload, Principal principal) {
        this.payload = payload;
        this.principal = principal;
    }

    String id(String name) {
        return required(name, optionalId(name));
    }

    @Nullable
    String optionalId(String name) {
        var id = optionalText(name, 0, Integer.MAX_VALUE);
        if (id != null && !Ids.valid(id)) {
            throw Rejected.field(name, ID_RULE);
        }
        return id;
    }

    String text(String name, int min, int max) {
        return required(name, optionalText(name, min, max));
    }

    @Nullable
    String optionalText(String name, int min, int max) {
        var node = value(name, JsonNode::isTextual, "must be a string");
        if (node == null) {
            return null;
        }
        var text = node.textValue();
        if (text.length() < min || text.length() > max) {
            throw Rejected.field(name, "must have " + min + " to " + max + " characters");
        }
        return text;
    }

    int integer(String name, int min, int max, int ifMissing) {
        var node = value(name, JsonNode::isIntegralNumber, "must be a whole number");
        if (node == null) {
            return ifMissing;
        }
        if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            throw Rejected.field(name, "must be from " + min + " to " + max);
        }
        return node.intValue();
    }

    /// An id that can name a message, although perhaps none.
    ///
    /// @throws Rejected as not found if no message can have this id
    @Nullable
    MessageId optionalMessageId(String name) {
        var text = optionalId(name);
        if (text == null) {
            return null;
        }
        var id = MessageId.parse(text);
        if (id == null) {
            throw new Rejected(ErrorCode.NOT_FOUND, name + ": no such message");
        }
        return id;
    }

    RoomId.Channel channel() {
        return new RoomId.Channel(principal.organizationId(), id("channelId"));
    }

    /// `channelId`, or `conversationId` with `customerId`.
    RoomId.Timeline timeline() {
        boolean ofCustomer = payload.hasNonNull("customerId") && !payload.hasNonNull("channelId");
        var conversationId = ofCustomer ? id("conversationId") : optionalId("conversationId");
        if (conversationId == null) {
            return channel();
        }
        if (optionalId("channelId") != null) {
            throw Rejected.field("channelId", "not together with conversationId");
        }
        return new RoomId.Conversation(id("customerId"), conversationId);
    }

    /// An array of up to `max` ids, as JSON; empty if missing.
    String ids(String name, int max) {
        return array(name, max, element -> element.isTextual() && Ids.valid(element.textValue()), ID_RULE);
    }

    /// An array of up to `max` objects, as JSON; empty if missing.
    String objects(String name, int max, int maxBytes) {
        return within(name, maxBytes, array(name, max, JsonNode::isObject, "must be an object"));
    }

    /// An object, as JSON.
    @Nullable
    String optionalObject(String name, int maxBytes) {
        var node = value(name, JsonNode::isObject, "must be an object");
        return node == null ? null : within(name, maxBytes, Json.text(node));
    }

    private String array(String name, int max, Predicate<JsonNode> rightElement, String rule) {
        var node = value(name, JsonNode::isArray, "must be an array");
        if (node == null) {
            return "[]";
        }
        if (node.size() > max) {
            throw Rejected.field(name, "must have at most " + max + " elements");
        }
        for (var element : node) {
            if (!rightElement.test(element)) {
                throw Rejected.field(name, "each element " + rule);
            }
        }
        return Json.text(node);
    }

    private @Nullable JsonNode value(String name, Predicate<JsonNode> rightType, String rule) {
        var node = payload.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!rightType.test(node)) {
            throw Rejected.field(name, rule);
        }
        return node;
    }

    private static String within(String name, int maxBytes, String json) {
        // A character takes three bytes at most, so short texts need no counting.
        if (json.length() > maxBytes / 3 && Texts.utf8(json).length > maxBytes) {
            throw new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, name + ": must be at most " + maxBytes + " bytes of JSON");
        }
        return json;
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw Rejected.field(name, "is required");
        }
        return value;
    }
}
