package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.rooms.Ids;
import java.util.Set;

/// Refuses what no JSON from outside may hold, wherever it hides, whoever it came from.
final class SoundJson {
    static final String RULE = "must not contain U+0000 or half of a surrogate pair";

    /// No client can compute with a number of a larger or smaller exponent, and PostgreSQL cannot keep it.
    private static final int MAX_SCALE = 400;

    private SoundJson() {}

    /// Checks a payload, whose own fields may be binary.
    ///
    /// @param batches names of arrays whose elements stand or fall one by one: whoever reads one checks it before
    /// @throws Rejected naming the field at fault
    static void check(ObjectNode payload, Set<String> batches) {
        for (var field : payload.properties()) {
            var name = Ids.valid(field.getKey()) ? field.getKey() : "payload";
            checkText(name, field.getKey());
            var value = field.getValue();
            if (!value.isBinary() && !(value.isArray() && batches.contains(field.getKey()))) {
                check(name, value);
            }
        }
    }

    /// Checks a payload, or a part of one.
    ///
    /// @param name what a rejection calls it
    static void check(String name, JsonNode value) {
        check(name, value, 2); // it is inside the array of arguments
    }

    /// Counts the depth, because not everything was read by a parser of ours.
    private static void check(String name, JsonNode node, int depth) {
        if (node.isContainerNode() && depth > Json.MAX_DEPTH) {
            throw Rejected.field(name, "is nested too deeply");
        }
        switch (node.getNodeType()) {
            case STRING -> checkText(name, node.textValue());
            case NUMBER -> checkNumber(name, node);
            case BINARY, POJO -> throw Rejected.field(name, "must not contain binary data");
            case OBJECT -> {
                for (var field : node.properties()) {
                    checkText(name, field.getKey());
                    check(name, field.getValue(), depth + 1);
                }
            }
            case ARRAY -> {
                for (var element : node) {
                    check(name, element, depth + 1);
                }
            }
            default -> {}
        }
    }

    private static void checkText(String name, String text) {
        if (!Texts.sound(text)) {
            throw Rejected.field(name, RULE);
        }
    }

    private static void checkNumber(String name, JsonNode number) {
        boolean inRange = number.isBigDecimal()
                ? Math.abs(number.decimalValue().scale()) <= MAX_SCALE && Double.isFinite(number.doubleValue())
                : Double.isFinite(number.doubleValue());
        if (!inRange) {
            throw Rejected.field(name, "contains a number that is out of range");
        }
    }
}
