package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Shape;
import io.rotunda.rooms.Ids;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The fields of one call, from its path, its query and its body alike.
final class ApiFields {
    private static final String ORGANIZATION = "organizationId";
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");

    private ApiFields() {}

    /// @param row what the call asks for: a query has words only, which may mean numbers
    /// @param body empty for none
    /// @param caller whose organization is meant where a user names none
    /// @throws Rejected if they contradict each other, or hold what nobody may send
    static Fields of(
            ApiTable.Row<?> row,
            Map<String, String> path,
            Map<String, List<String>> query,
            byte[] body,
            Caller caller) {
        var shape = row.shape();
        var fields = body.length == 0 ? JsonNodeFactory.instance.objectNode() : Arguments.object(body, "body");
        path.forEach((name, value) -> put(fields, shape, name, value));
        query.forEach((name, values) -> values.forEach(value -> put(fields, shape, name, value)));
        SoundJson.check(fields, row.batches());
        var user = caller.user();
        if (user != null && !fields.has(ORGANIZATION)) {
            fields.put(ORGANIZATION, user.organizationId());
        }
        var organizationId = fields.path(ORGANIZATION).textValue();
        return new PayloadFields(fields, organizationId != null && Ids.valid(organizationId) ? organizationId : null);
    }

    private static void put(ObjectNode fields, Shape shape, String name, String value) {
        var node = node(shape, name, value);
        var before = fields.get(name);
        if (before != null && !before.equals(node)) {
            throw Rejected.field(Ids.valid(name) ? name : "query", "is given twice, with different values");
        }
        fields.set(name, node);
    }

    private static JsonNode node(Shape shape, String name, String value) {
        for (var field : shape.fields()) {
            if (field.name().equals(name)) {
                if (field.schema() instanceof Schema.Whole
                        && WHOLE.matcher(value).matches()) {
                    return IntNode.valueOf(Integer.parseInt(value));
                }
                if (field.schema() instanceof Schema.Flag && (value.equals("true") || value.equals("false"))) {
                    return BooleanNode.valueOf(value.equals("true"));
                }
            }
        }
        return TextNode.valueOf(value);
    }
}
