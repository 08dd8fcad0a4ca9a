package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Takes the binary parts out of arguments that are to be sent, and leaves placeholders.
final class BinaryParts {
    /// As many as a client may send.
    private static final int MAX_PARTS = 10;

    private static final String PLACEHOLDER = "_placeholder";

    private final List<byte[]> parts = new ArrayList<>();
    private boolean imitated;

    /// The argument without them; changes what it is given.
    JsonNode takenOutOf(JsonNode argument) {
        return takenOutOf(argument, 2); // it is inside the array of arguments
    }

    /// In the order of their numbers.
    ///
    /// @throws Rejected if there are too many, or something else would be taken for one of them
    List<byte[]> parts() {
        if (imitated && !parts.isEmpty()) {
            throw Rejected.field("data", "must not contain " + PLACEHOLDER + " beside binary data");
        }
        return parts;
    }

    private JsonNode takenOutOf(JsonNode node, int depth) {
        if (node.isContainerNode() && depth > Json.MAX_DEPTH) {
            throw Rejected.field("data", "is nested too deeply");
        }
        switch (node) {
            case BinaryNode binary -> {
                return placeholder(binary.binaryValue());
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, takenOutOf(array.get(i), depth + 1));
                }
            }
            case ObjectNode object -> {
                imitated |= object.has(PLACEHOLDER);
                for (var field : object.properties()) {
                    field.setValue(takenOutOf(field.getValue(), depth + 1));
                }
            }
            default -> {}
        }
        return node;
    }

    private ObjectNode placeholder(byte[] part) {
        if (parts.size() == MAX_PARTS) {
            throw Rejected.field("data", "may have at most " + MAX_PARTS + " binary parts");
        }
        parts.add(part);
        return JsonNodeFactory.instance.objectNode().put(PLACEHOLDER, true).put("num", parts.size() - 1);
    }
}
