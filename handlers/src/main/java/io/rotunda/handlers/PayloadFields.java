package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.Ids;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what a client sent.
final class PayloadFields extends ObjectFields {
    static final String ID_RULE = "must be 1 to " + Ids.MAX_LENGTH + " characters of A-Z a-z 0-9 _ . ~ @ | -";
    static final String ACTIVITY = "activity:";

    /// The longest kind of name has two ids in it.
    static final int MAX_ROOM_NAME = 300;

    /// @param organizationId where channels are looked for; null if nobody has said so
    PayloadFields(ObjectNode payload, @Nullable String organizationId) {
        this(payload, organizationId, "");
    }

    private PayloadFields(ObjectNode payload, @Nullable String organizationId, String path) {
        super(payload, organizationId, path);
    }

    /// The fields of an object that is itself in a field.
    static PayloadFields inside(String field, ObjectNode object, @Nullable String organizationId) {
        return new PayloadFields(object, organizationId, field + ".");
    }

    @Override
    String id(String name) {
        return required(name, optionalId(name));
    }

    @Override
    @Nullable
    String optionalId(String name) {
        var id = optionalText(name, 0, Integer.MAX_VALUE);
        if (id != null && !Ids.valid(id)) {
            throw rejected(name, ID_RULE);
        }
        return id;
    }

    @Override
    String text(String name, int min, int max) {
        return required(name, optionalText(name, min, max));
    }

    @Override
    @Nullable
    String optionalText(String name, int min, int max) {
        var node = value(name, JsonNode::isTextual, "must be a string");
        if (node == null) {
            return null;
        }
        var text = node.textValue();
        if (text.length() < min || text.length() > max) {
            throw rejected(name, "must have " + min + " to " + max + " characters");
        }
        return text;
    }

    @Override
    boolean flag(String name) {
        return required(name, value(name, JsonNode::isBoolean, "must be true or false"))
                .booleanValue();
    }

    @Override
    int integer(String name, int min, int max) {
        return required(name, optionalInteger(name, min, max));
    }

    @Override
    int integer(String name, int min, int max, int ifMissing) {
        var number = optionalInteger(name, min, max);
        return number == null ? ifMissing : number;
    }

    @Override
    @Nullable
    Double optionalNumber(String name, double min, double max) {
        var node = value(name, JsonNode::isNumber, "must be a number");
        if (node == null) {
            return null;
        }
        double number = node.doubleValue();
        if (number < min || number > max) {
            throw rejected(name, "must be from " + min + " to " + max);
        }
        return number;
    }

    @Override
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        var node = required(name, value(name, JsonNode::isTextual, "must be a string"));
        var words = new ArrayList<String>();
        for (var constant : type.getEnumConstants()) {
            var word = word(constant);
            if (word.equals(node.textValue())) {
                return constant;
            }
            words.add(word);
        }
        throw rejected(name, "must be one of " + String.join(", ", words));
    }

    /// A constant as it is written on the wire.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    @Nullable
    Instant optionalTime(String name) {
        var node = value(name, JsonNode::isTextual, "must be a string");
        if (node == null) {
            return null;
        }
        var time = WireTime.read(node.textValue());
        if (time == null) {
            throw rejected(name, "must be a time in ISO 8601 with an offset");
        }
        return time;
    }

    @Override
    MessageId messageId(String name) {
        return required(name, optionalMessageId(name));
    }

    @Override
    @Nullable
    MessageId optionalMessageId(String name) {
        var text = optionalId(name);
        if (text == null) {
            return null;
        }
        var id = MessageId.parse(text);
        if (id == null) {
            throw new Rejected(ErrorCode.NOT_FOUND, path(name) + ": no such message");
        }
        return id;
    }

    @Override
    byte[] binary(String name, int maxBytes) {
        var node = required(name, value(name, JsonNode::isBinary, "must be binary data"));
        var bytes = ((BinaryNode) node).binaryValue();
        if (bytes.length > maxBytes) {
            throw tooLarge(name, "must be at most " + maxBytes + " bytes");
        }
        return bytes;
    }

    @Override
    String ids(String name, int max) {
        return array(name, max, element -> element.isTextual() && Ids.valid(element.textValue()), ID_RULE);
    }

    @Override
    @Nullable
    List<String> optionalIds(String name, int max) {
        ids(name, max); // are they?
        var node = value(name, JsonNode::isArray, ARRAY_RULE);
        return node == null ? null : node.valueStream().map(JsonNode::textValue).toList();
    }

    @Override
    String objects(String name, int max, int maxBytes) {
        return within(name, maxBytes, array(name, max, JsonNode::isObject, OBJECT_RULE));
    }

    @Override
    @Nullable
    String optionalObject(String name, int maxBytes) {
        var node = value(name, JsonNode::isObject, OBJECT_RULE);
        return node == null ? null : within(name, maxBytes, Json.text(node));
    }

    @Override
    ObjectNode tree(String name) {
        var node = value(name, JsonNode::isObject, OBJECT_RULE);
        return node == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) node;
    }

    @Override
    JsonNode value(String name) {
        return required(name, optionalValue(name));
    }

    @Override
    @Nullable
    JsonNode optionalValue(String name) {
        return value(name, node -> !node.isBinary(), "must not be binary data");
    }

    @Override
    <T> T object(String name, Function<Fields, T> read) {
        var node = required(name, value(name, JsonNode::isObject, OBJECT_RULE));
        return read.apply(inside((ObjectNode) node, path(name)));
    }

    @Override
    <T> List<Item<T>> items(String name, int min, int max, Function<Fields, T> read) {
        var node = required(name, value(name, JsonNode::isArray, ARRAY_RULE));
        if (node.size() > max) {
            throw tooLarge(name, "must have at most " + max + " elements");
        }
        if (node.size() < min) {
            throw rejected(name, "must have at least " + min + " elements");
        }
        var items = new ArrayList<Item<T>>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(item(node.get(i), path(name) + "[" + i + "]", read));
        }
        return items;
    }

    private <T> Item<T> item(JsonNode node, String name, Function<Fields, T> read) {
        var optimisticId = Answer.optimisticId(node);
        try {
            SoundJson.check(name, node);
            if (!(node instanceof ObjectNode object)) {
                throw Rejected.field(name, OBJECT_RULE);
            }
            return new Item<>(read.apply(inside(object, name)), null, optimisticId);
        } catch (Rejected rejected) {
            return new Item<>(null, rejected, optimisticId);
        }
    }

    private PayloadFields inside(ObjectNode object, String path) {
        return inside(path, object, organizationIdIfSaid());
    }

    @Override
    RoomId.Activity activity(String name) {
        var text = text(name, 1, ACTIVITY.length() + Ids.MAX_LENGTH);
        var customerId = text.startsWith(ACTIVITY) ? text.substring(ACTIVITY.length()) : "";
        if (!Ids.valid(customerId)) {
            throw rejected(name, "must be activity:{customerId}");
        }
        return new RoomId.Activity(customerId);
    }

    @Override
    RoomId room(String name, @Nullable String ofOrganization) {
        var text = text(name, 1, MAX_ROOM_NAME);
        try {
            return RoomId.parse(text, ofOrganization);
        } catch (IllegalArgumentException e) {
            throw rejected(name, String.valueOf(e.getMessage())); // made for whoever named it
        }
    }

    @Override
    RoomId.Timeline timeline() {
        boolean ofCustomer = isGiven("customerId") && !isGiven("channelId");
        var conversationId = ofCustomer ? id("conversationId") : optionalId("conversationId");
        if (conversationId == null) {
            return channel();
        }
        if (optionalId("channelId") != null) {
            throw rejected("channelId", "not together with conversationId");
        }
        return new RoomId.Conversation(id("customerId"), conversationId);
    }

    private @Nullable Integer optionalInteger(String name, int min, int max) {
        var node = value(name, JsonNode::isIntegralNumber, "must be a whole number");
        if (node == null) {
            return null;
        }
        if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            throw rejected(name, "must be from " + min + " to " + max);
        }
        return node.intValue();
    }
}
