package io.rotunda.handlers.schema;

import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A schema in JSON Schema, draft 07: maps, lists, strings and numbers, in an order that stays.
final class JsonSchema {
    private static final String ID = "[A-Za-z0-9_.~@|-]{1,128}";
    private static final String MESSAGE = "msg_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private JsonSchema() {}

    static Map<String, Object> of(Schema schema) {
        return switch (schema) {
            case Schema.Text(int min, int max) -> bounded("string", "Length", min, 0, max, Integer.MAX_VALUE);
            case Schema.Id() -> type("string", "pattern", "^" + ID + "$");
            case Schema.MessageRef() -> type("string", "pattern", "^" + MESSAGE + "$");
            case Schema.RoomName(var prefix) -> type("string", "pattern", "^" + prefix + ID + "$");
            case Schema.Time() -> type("string", "format", "date-time");
            case Schema.Flag() -> type("boolean");
            case Schema.Always(boolean value) -> type("boolean", "const", value);
            case Schema.Whole(long min, long max) -> whole(min, max);
            case Schema.Decimal(double min, double max) -> decimal(min, max);
            case Schema.Choice(var words) -> type("string", "enum", words);
            case Schema.Binary(int maxBytes) ->
                type("string", "format", "binary", "description", "A binary part of up to " + maxBytes + " bytes.");
            case Schema.Items(var element, int max, int maxBytes) -> array(element, 0, max, maxBytes);
            case Schema.Batch(var element, int min, int max) -> array(element, min, max, Integer.MAX_VALUE);
            case Schema.AnyObject(int maxBytes) -> weighed(type("object"), maxBytes);
            case Schema.Anything() -> new LinkedHashMap<>();
            case Schema.Union(var shapes) ->
                map("anyOf", shapes.stream().map(JsonSchema::of).toList());
            case Shape shape -> object(shape);
        };
    }

    /// An object of keys and values in turn.
    static Map<String, Object> map(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> type(String name, Object... more) {
        var schema = map("type", name);
        schema.putAll(map(more));
        return schema;
    }

    private static Map<String, Object> whole(long min, long max) {
        var schema = type("integer");
        if (min != Long.MIN_VALUE) {
            schema.put("minimum", min);
        }
        if (max != Long.MAX_VALUE) {
            schema.put("maximum", max);
        }
        return schema;
    }

    private static Map<String, Object> decimal(double min, double max) {
        var schema = type("number");
        if (Double.isFinite(min)) {
            schema.put("minimum", min);
        }
        if (Double.isFinite(max)) {
            schema.put("maximum", max);
        }
        return schema;
    }

    private static Map<String, Object> array(Schema element, int min, int max, int maxBytes) {
        var schema = bounded("array", "Items", min, 0, max, Integer.MAX_VALUE);
        schema.put("items", of(element));
        return weighed(schema, maxBytes);
    }

    private static Map<String, Object> bounded(String type, String what, int min, int least, int max, int most) {
        var schema = type(type);
        if (min > least) {
            schema.put("min" + what, min);
        }
        if (max < most) {
            schema.put("max" + what, max);
        }
        return schema;
    }

    private static Map<String, Object> weighed(Map<String, Object> schema, int maxBytes) {
        if (maxBytes < Integer.MAX_VALUE) {
            schema.put("description", "Up to " + maxBytes + " bytes of JSON.");
        }
        return schema;
    }

    private static Map<String, Object> object(Shape shape) {
        var schema = closed(shape.fields());
        if (!shape.alternatives().isEmpty()) {
            schema.put(
                    "oneOf",
                    shape.alternatives().stream()
                            .map(one -> alternative(one, shape.alternatives()))
                            .toList());
        }
        return schema;
    }

    /// One of the alternatives: its own fields, and of the others none.
    private static Map<String, Object> alternative(List<Field> own, List<List<Field>> all) {
        var schema = closed(own);
        var properties = new LinkedHashMap<>(properties(own));
        all.stream()
                .flatMap(List::stream)
                .filter(field -> !own.contains(field))
                .forEach(field -> properties.put(field.name(), type("null")));
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> closed(List<Field> fields) {
        var schema = type("object");
        var required = fields.stream().filter(Field::required).map(Field::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!fields.isEmpty()) {
            schema.put("properties", properties(fields));
        }
        return schema;
    }

    private static Map<String, Object> properties(List<Field> fields) {
        var properties = new LinkedHashMap<String, Object>();
        for (var field : fields) {
            var schema = of(field.schema());
            properties.put(field.name(), field.nullable() ? orNull(schema) : schema);
        }
        return properties;
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.get("enum") instanceof List<?> words) {
            var more = new ArrayList<Object>(words);
            more.add(null);
            schema.put("enum", more);
        }
        if (schema.containsKey("type")) {
            schema.put("type", Arrays.asList(schema.get("type"), "null"));
        } else if (schema.get("anyOf") instanceof List<?> shapes) {
            var more = new ArrayList<Object>(shapes);
            more.add(type("null"));
            schema.put("anyOf", more);
        }
        return schema;
    }
}
