package io.rotunda.handlers;

import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Payloads made from what an event's reader asks for: one that is right, and each that is wrong in one place.
final class Payloads {
    /// What the ids of fields are, so that rooms are there; everything else is called `x1`.
    static final Map<String, String> IDS =
            Map.of("channelId", "general", "conversationId", "v1", "customerId", "c1", "roomName", "standup");

    private Payloads() {}

    /// What an object's required fields may be, in each of the ways that it may be made.
    static List<Map<String, String>> right(Shape shape) {
        return ways(shape).stream().map(Payloads::required).toList();
    }

    /// Wrong in one place each, nested ones too.
    static List<Case> wrong(Shape shape) {
        var cases = new ArrayList<Case>();
        wrong(shape, "", "", false, json -> json, cases);
        return cases;
    }

    static String json(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// A value that is right.
    static String right(String name, Schema schema) {
        return switch (schema) {
            case Schema.Text(int min, int _) -> "\"" + "x".repeat(Math.max(1, min)) + "\"";
            case Schema.Id _ -> "\"" + IDS.getOrDefault(name, "x1") + "\"";
            case Schema.MessageRef _ -> "\"msg_019cf000-0000-7000-8000-000000000000\"";
            case Schema.RoomName(var prefix) -> "\"" + prefix + "c1\"";
            case Schema.Time _ -> "\"2026-03-19T12:00:00Z\"";
            case Schema.Flag _ -> "true";
            case Schema.Whole(long min, long max) -> String.valueOf(Math.clamp(1, min, max));
            case Schema.Decimal(double min, double _) -> String.valueOf(min);
            case Schema.Choice(var words) -> "\"" + words.getFirst() + "\"";
            case Schema.Binary _ -> Wrong.BINARY;
            case Schema.Items _ -> "[]";
            case Schema.Batch batch -> "[" + json(right(batch.element()).getFirst()) + "]";
            case Schema.AnyObject _, Schema.Anything _ -> "{}";
            case Shape shape -> json(right(shape).getFirst());
            case Schema.Always _, Schema.Union _ -> throw new IllegalArgumentException("no client sends " + schema);
        };
    }

    private static void wrong(
            Shape shape, String top, String path, boolean inBatch, UnaryOperator<String> around, List<Case> cases) {
        for (var way : ways(shape)) {
            var right = required(way);
            for (var field : way) {
                var name = path + field.name();
                var outermost = top.isEmpty() ? field.name() : top;
                UnaryOperator<String> inside = value -> around.apply(json(with(right, field.name(), value)));
                for (var wrong : Wrong.valuesFor(field.schema())) {
                    cases.add(new Case(
                            inside.apply(wrong.json()),
                            wrong.code(),
                            wrong.inPart() ? outermost : name + ": ",
                            inBatch || isElement(wrong, field.schema())));
                }
                if (field.required()) {
                    for (var payload :
                            List.of(around.apply(json(without(right, field.name()))), inside.apply("null"))) {
                        cases.add(new Case(payload, ErrorCode.VALIDATION_ERROR, name + ": is required", inBatch));
                    }
                }
                switch (field.schema()) {
                    case Shape nested -> wrong(nested, outermost, name + ".", inBatch, inside, cases);
                    case Schema.Batch batch ->
                        wrong(
                                batch.element(),
                                name + "[0]",
                                name + "[0].",
                                true,
                                value -> inside.apply("[" + value + "]"),
                                cases);
                    default -> {}
                }
            }
        }
    }

    /// Whether it is an array like the one that is wanted, and what is wrong is an element.
    private static boolean isElement(Wrong wrong, Schema schema) {
        return schema instanceof Schema.Batch && wrong.inPart() && wrong.json().startsWith("[");
    }

    private static List<List<Field>> ways(Shape shape) {
        if (shape.alternatives().isEmpty()) {
            return List.of(shape.fields());
        }
        return shape.alternatives().stream()
                .map(one -> Stream.concat(one.stream(), shape.fields().stream()).toList())
                .toList();
    }

    private static Map<String, String> required(List<Field> fields) {
        var values = new LinkedHashMap<String, String>();
        fields.stream()
                .filter(Field::required)
                .forEach(field -> values.put(field.name(), right(field.name(), field.schema())));
        return values;
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return more;
    }

    private static Map<String, String> without(Map<String, String> fields, String name) {
        var less = new LinkedHashMap<>(fields);
        less.remove(name);
        return less;
    }

    /// A payload that is refused.
    ///
    /// @param message how the message of the refusal begins
    /// @param inBatch whether only one element of a batch is
    record Case(String payload, ErrorCode code, String message, boolean inBatch) {}
}
