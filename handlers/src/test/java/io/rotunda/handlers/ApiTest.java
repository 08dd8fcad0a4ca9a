package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.schema.OpenApi;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What holds for every call of the server API.
class ApiTest {
    private final Scene scene = Scene.open();
    private final BackEnd backEnd = new BackEnd(scene);
    private final Api api = scene.dispatcher().backend().api();

    @Test
    void everyRowIsFoundAndItsTwinsToo() {
        var seen = new HashSet<String>();
        for (var row : api.contract().operations()) {
            assertTrue(seen.add(row.method() + " " + row.path()), "two rows for " + row.path());
            var path = row.path().replaceAll("\\{[a-zA-Z]+\\}", "x");
            assertNotNull(api.find(row.method(), path).operation(), path);
            var otherMethod = api.find("TRACE", path);
            assertNull(otherMethod.operation());
            assertTrue(otherMethod.methods().contains(row.method()));
        }
    }

    @Test
    void aFieldOfThePathIsOneThatIsRead() {
        for (var row : api.contract().operations()) {
            var fields =
                    row.fields().fields().stream().map(field -> field.name()).toList();
            assertTrue(fields.containsAll(row.inPath()), row.path() + " reads " + fields);
        }
    }

    @Test
    void theDocumentHasEveryRowAndNothingElse() {
        var rows = api.contract().operations().stream()
                .map(row -> row.method().toLowerCase(java.util.Locale.ROOT) + " " + row.path())
                .collect(Collectors.toSet());
        var documented = new HashSet<String>();
        var path = "";
        for (var line : OpenApi.yaml(api.contract()).lines().toList()) {
            var isPath = Pattern.compile("  \"?(/[^\"]*?)\"?:").matcher(line);
            var isMethod = Pattern.compile("    (get|put|post|delete|patch):").matcher(line);
            if (isPath.matches()) {
                path = isPath.group(1);
            } else if (isMethod.matches()) {
                documented.add(isMethod.group(1) + " " + path);
            }
        }
        assertEquals(rows, documented);
    }

    @Test
    void nothingIsFoundWhereThereIsNothing() {
        for (var path : List.of("", "/", "/publish/", "//publish", "/publish/x/y/z", "/nowhere", "/PUBLISH")) {
            var found = api.find("POST", path);
            assertNull(found.operation(), path);
            assertEquals(List.of(), found.methods(), path);
        }
    }

    @Test
    void whatIsGivenTwiceMustBeTheSame() {
        var body = "{'room':'org:acme','event':'custom:x','data':{}}";
        backEnd.succeeds("POST /publish?room=org:acme", body);
        var refused = backEnd.calls("POST /publish?room=org:globex", body);
        assertEquals("VALIDATION_ERROR", refused.code());
        assertEquals("room: is given twice, with different values", refused.message());
        assertEquals(400, backEnd.calls("POST /publish?a=1&a=2", body).status());
    }

    @Test
    void aBodyIsAnObjectInJson() {
        for (var body : List.of("nonsense", "[1]", "'text'", "{", "{'a':'\\u0000'}", "{'\\ud800':1}", "7")) {
            var refused = backEnd.calls("POST /publish", body);
            assertEquals(400, refused.status(), body);
            assertEquals("VALIDATION_ERROR", refused.code(), body);
        }
        var deep = "{'a':" + "[".repeat(50) + "]".repeat(50) + "}";
        assertEquals("VALIDATION_ERROR", backEnd.calls("POST /publish", deep).code());
    }

    @Test
    void aRoomIsOfTheTenantThatIsNamed() {
        var ann = scene.enters("ann");
        ann.forgets();
        var said = "'event':'custom:x','data':{'n':1}";
        assertEquals(
                "user:ann",
                backEnd.succeeds("POST /publish", "{'room':'user:ann','organizationId':'acme'," + said + "}")
                        .path("room")
                        .asText());
        ann.heardOnce("custom:x");
        ann.forgets();
        for (var wrong : List.of(
                "{'room':'user:ann'," + said + "}",
                "{'room':'user:ann','organizationId':'a:b'," + said + "}",
                "{'room':'org:acme','organizationId':'globex'," + said + "}",
                "{'room':'team:ann','organizationId':'acme'," + said + "}",
                "{'room':'user:ann','organizationId':'acme','event':'connected','data':{}}",
                "{'room':'user:ann','organizationId':'acme','event':'custom:x','data':[]}",
                "{'organizationId':'acme'," + said + "}")) {
            assertEquals(400, backEnd.calls("POST /publish", wrong).status(), wrong);
        }
        backEnd.succeeds("POST /publish", "{'room':'user:ann','organizationId':'globex'," + said + "}");
        ann.heardNothing();
    }

    @Test
    void aFaultOfOursIsAnsweredWithItsIdAndNothingElse() {
        var fault = ApiReply.of(Failure.Reason.of(
                new IllegalStateException("s3cret"), failure -> Faults.log(failure, "GET /x", "a back end")));
        assertEquals(500, fault.status());
        assertTrue(Actor.parsed(fault.json())
                .path("error")
                .path("message")
                .asText()
                .matches("a fault of the server, logged as [0-9a-f]{16}"));
    }
}
