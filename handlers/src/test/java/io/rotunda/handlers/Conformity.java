package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether a value is as its schema says, with nothing left out and nothing added.
final class Conformity {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private final List<String> problems = new ArrayList<>();

    private Conformity() {}

    /// What is wrong, empty if nothing is.
    static List<String> problems(Schema schema, JsonNode value) {
        var check = new Conformity();
        check.check("", schema, value);
        return check.problems;
    }

    private void check(String path, Schema schema, JsonNode value) {
        switch (schema) {
            case Schema.Text(int min, int max) ->
                require(path, value.isTextual() && within(value.textValue().length(), min, max), value);
            case Schema.Id() -> require(path, value.isTextual() && Ids.valid(value.textValue()), value);
            case Schema.MessageRef() ->
                require(path, value.isTextual() && MessageId.parse(value.textValue()) != null, value);
            case Schema.RoomName(var prefix) ->
                require(
                        path,
                        value.isTextual()
                                && value.textValue().startsWith(prefix)
                                && Ids.valid(value.textValue().substring(prefix.length())),
                        value);
            case Schema.Time() ->
                require(
                        path,
                        value.isTextual() && TIME.matcher(value.textValue()).matches(),
                        value);
            case Schema.Flag() -> require(path, value.isBoolean(), value);
            case Schema.Always(boolean always) ->
                require(path, value.isBoolean() && value.booleanValue() == always, value);
            case Schema.Whole(long min, long max) ->
                require(path, value.isIntegralNumber() && within(value.longValue(), min, max), value);
            case Schema.Decimal(double min, double max) ->
                require(path, value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max, value);
            case Schema.Choice(var words) ->
                require(path, value.isTextual() && words.contains(value.textValue()), value);
            case Schema.Binary(int maxBytes) ->
                require(path, value.isTextual() && within(value.textValue().length(), 0, maxBytes), value);
            case Schema.Items(var element, int max, int _) -> elements(path, element, 0, max, value);
            case Schema.Batch(var element, int min, int max) -> elements(path, element, min, max, value);
            case Schema.AnyObject(int _) -> require(path, value.isObject(), value);
            case Schema.Anything() -> require(path, !value.isMissingNode(), value);
            case Schema.Union(var shapes) ->
                require(
                        path,
                        shapes.stream().anyMatch(shape -> problems(shape, value).isEmpty()),
                        value);
            case Shape shape -> object(path, shape, value);
        }
    }

    private void elements(String path, Schema schema, int min, int max, JsonNode array) {
        require(path, array.isArray() && within(array.size(), min, max), array);
        for (int i = 0; i < array.size(); i++) {
            check(path + "[" + i + "]", schema, array.get(i));
        }
    }

    private void object(String path, Shape shape, JsonNode object) {
        if (!object.isObject()) {
            require(path, false, object);
            return;
        }
        var fields = new ArrayList<>(shape.fields());
        shape.alternatives().stream()
                .filter(one -> one.stream().allMatch(field -> object.hasNonNull(field.name())))
                .findFirst()
                .ifPresentOrElse(
                        fields::addAll, () -> require(path, shape.alternatives().isEmpty(), object));
        for (var field : fields) {
            field(path + "." + field.name(), field, object.path(field.name()));
        }
        var known = fields.stream().map(Field::name).collect(Collectors.toSet());
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add(path + "." + name + " is not documented");
            }
        });
    }

    private void field(String path, Field field, JsonNode value) {
        if (value.isMissingNode()) {
            if (field.required()) {
                problems.add(path + " is missing");
            }
        } else if (!value.isNull() || !field.nullable()) {
            check(path, field.schema(), value);
        }
    }

    private void require(String path, boolean right, JsonNode value) {
        if (!right) {
            var text = value.toString();
            problems.add((path.isEmpty() ? "payload" : path) + " may not be "
                    + text.substring(0, Math.min(100, text.length())));
        }
    }

    private static boolean within(long number, long min, long max) {
        return number >= min && number <= max;
    }
}
