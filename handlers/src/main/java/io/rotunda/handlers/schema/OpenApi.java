package io.rotunda.handlers.schema;

import static io.rotunda.handlers.schema.JsonSchema.map;

import io.rotunda.handlers.schema.ApiContract.Operation;
import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The server API as an OpenAPI 3.1 document.
public final class OpenApi {
    private static final String ABOUT = """
            How back ends, agents and workers reach the rooms of a Rotunda server. Every call names its tenant: \
            organizationId, or customerId for conversations and activity. What a field may be, and what fails how, is \
            the same as for the events of clients; a call that failed is answered success: false and the reason.""";

    /// Calls whose fields go into the query where they are not in the path.
    private static final Set<String> BODILESS = Set.of("GET", "DELETE");

    private static final Map<String, String> FAILURES = failures();

    private OpenApi() {}

    /// The document in YAML, the same for the same contract.
    public static String yaml(ApiContract contract) {
        var paths = map();
        for (var operation : contract.operations()) {
            @SuppressWarnings("unchecked")
            var path = (Map<String, Object>) paths.computeIfAbsent(operation.path(), _ -> map());
            path.put(operation.method().toLowerCase(Locale.ROOT), described(operation));
        }
        return Yaml.write(map(
                "openapi",
                "3.1.0",
                "info",
                map(
                        "title",
                        "Rotunda server API",
                        "version",
                        Contract.VERSION,
                        "description",
                        ABOUT,
                        "license",
                        map("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0")),
                "servers",
                List.of(map("url", "/api/v1", "description", "This server.")),
                "security",
                List.of(map("apiKey", List.of())),
                "paths",
                paths,
                "components",
                components(contract)));
    }

    private static Map<String, Object> described(Operation operation) {
        boolean bodiless = BODILESS.contains(operation.method());
        var described = map("operationId", operationId(operation), "summary", operation.summary());
        if (operation.forUsers()) {
            described.put("security", List.of(map("apiKey", List.of()), map("userToken", List.of())));
        }
        var parameters = parameters(operation, bodiless);
        if (!parameters.isEmpty()) {
            described.put("parameters", parameters);
        }
        var body = without(operation.fields(), operation.inPath());
        if (!bodiless && !body.isEmpty()) {
            described.put("requestBody", body(operation, body));
        }
        described.put("responses", responses(operation));
        return described;
    }

    /// From method and path, such as `getChannelsChannelId`.
    private static String operationId(Operation operation) {
        var id = new StringBuilder(operation.method().toLowerCase(Locale.ROOT));
        for (var word : operation.path().split("[^A-Za-z]+", -1)) {
            id.append(word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return id.toString();
    }

    private static Map<String, Object> body(Operation operation, Shape body) {
        var schema = map("schema", JsonSchema.of(body));
        return operation.inLines()
                ? map(
                        "required",
                        true,
                        "description",
                        "Lines of JSON: the first is described here, each further one is an object with text, a string.",
                        "content",
                        map("application/x-ndjson", schema))
                : map("required", true, "content", map("application/json", schema));
    }

    private static List<Object> parameters(Operation operation, boolean bodiless) {
        var parameters = new ArrayList<Object>();
        for (var field : fields(operation.fields())) {
            boolean inPath = operation.inPath().contains(field.name());
            if (inPath || bodiless) {
                parameters.add(map(
                        "name",
                        field.name(),
                        "in",
                        inPath ? "path" : "query",
                        "required",
                        inPath || field.required(),
                        "schema",
                        JsonSchema.of(field.schema())));
            }
        }
        return parameters;
    }

    /// Of alternatives, none is required: a query cannot say more.
    private static List<Field> fields(Shape shape) {
        var fields = new ArrayList<>(shape.fields());
        for (var alternative : shape.alternatives()) {
            for (var field : alternative) {
                fields.add(new Field(field.name(), field.schema(), false, false));
            }
        }
        return fields;
    }

    private static Shape without(Shape shape, List<String> names) {
        return new Shape(
                shape.fields().stream()
                        .filter(field -> !names.contains(field.name()))
                        .toList(),
                shape.alternatives());
    }

    private static Map<String, Object> responses(Operation operation) {
        var fields = new ArrayList<Field>();
        fields.add(Field.required("success", new Schema.Always(true)));
        fields.addAll(operation.answer().fields());
        var responses = map(
                "200",
                map(
                        "description",
                        "Done.",
                        "content",
                        map(
                                "application/json",
                                map(
                                        "schema",
                                        JsonSchema.of(new Shape(
                                                fields, operation.answer().alternatives()))))));
        FAILURES.forEach((status, _) -> responses.put(status, map("$ref", "#/components/responses/" + name(status))));
        return responses;
    }

    private static Map<String, Object> components(ApiContract contract) {
        var responses = map();
        FAILURES.forEach((status, description) -> responses.put(
                name(status),
                map(
                        "description",
                        description,
                        "content",
                        map("application/json", map("schema", map("$ref", "#/components/schemas/failure"))))));
        return map(
                "securitySchemes",
                map(
                        "apiKey",
                        map("type", "http", "scheme", "bearer", "description", "One of API_KEYS of the server."),
                        "userToken",
                        map(
                                "type",
                                "http",
                                "scheme",
                                "bearer",
                                "bearerFormat",
                                "JWT",
                                "description",
                                "The token of a user, who sees what the user may see.")),
                "schemas",
                map("failure", JsonSchema.of(contract.failure())),
                "responses",
                responses);
    }

    private static String name(String status) {
        return "status" + status;
    }

    private static Map<String, String> failures() {
        var failures = new LinkedHashMap<String, String>();
        failures.put("400", "VALIDATION_ERROR: a field is missing, of the wrong type, too long or not allowed.");
        failures.put("401", "AUTH_MISSING, AUTH_INVALID, AUTH_EXPIRED: there is no key, or not one of this server's.");
        failures.put("403", "FORBIDDEN: the user may not do this, or the API is off: the server has no API_KEYS.");
        failures.put("404", "NOT_FOUND: there is none in this tenant.");
        failures.put(
                "409",
                "CONFLICT: an optimisticId, or the id of a call, was used for something else, what was streamed has "
                        + "ended, or a list is full.");
        failures.put("413", "PAYLOAD_TOO_LARGE: the body, by its bytes or its names and values, or a field of it.");
        failures.put("415", "VALIDATION_ERROR: the body is of another content type.");
        failures.put("429", "RATE_LIMIT_EXCEEDED: too many of something, for now.");
        failures.put("500", "INTERNAL: a fault of the server, with an id that is in its log.");
        failures.put(
                "503",
                "UNAVAILABLE: the database is away, too many calls are made at a time, or the server is shutting down; "
                        + "Retry-After says when to try again.");
        return failures;
    }
}
