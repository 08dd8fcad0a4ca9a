package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.schema.ApiContract;
import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A back end in a scene: it makes calls, and every answer must be as the document says. JSON is written with
/// single quotes.
final class BackEnd implements Caller {
    private final Scene scene;
    private final Api api;
    private final List<Runnable> whenGone = new ArrayList<>();
    private final Deque<String> lines = new ArrayDeque<>();
    private @Nullable Principal user;
    private boolean goneInTheMiddle;
    private Runnable beforeTheLastLine = () -> {};

    BackEnd(Scene scene) {
        this.scene = scene;
        this.api = scene.dispatcher().backend().api();
    }

    /// What a call was answered.
    record Answered(int status, JsonNode body) {
        String code() {
            return body.path("error").path("code").asText();
        }

        String message() {
            return body.path("error").path("message").asText();
        }
    }

    /// Makes a call such as `GET /channels/general?organizationId=acme`, whose body comes in lines if there are more
    /// than one.
    Answered calls(String call, String... body) {
        var answers = new ArrayList<ApiReply>();
        var operation = operation(call);
        lines.clear();
        lines.addAll(List.of(body));
        var first = body.length == 0 ? "" : body[0].replace('\'', '"');
        operation.run(query(call), first.getBytes(StandardCharsets.UTF_8), this, answers::add);
        scene.settle();
        assertEquals(1, answers.size(), "one answer");
        return answered(call, answers.getFirst());
    }

    /// The same for one that has to succeed.
    JsonNode succeeds(String call, String... body) {
        var answered = calls(call, body);
        assertEquals(200, answered.status(), answered.body().toString());
        return answered.body();
    }

    /// Makes a call that is not answered yet; what it is answered goes to the list.
    List<Answered> begins(String call, String body) {
        var answers = beginsUnsettled(call, body);
        scene.settle();
        return answers;
    }

    /// The same, and nothing that follows has happened yet.
    List<Answered> beginsUnsettled(String call, String... body) {
        var answers = new ArrayList<Answered>();
        var first = body.length == 0 ? "" : body[0].replace('\'', '"');
        operation(call)
                .run(
                        query(call),
                        first.getBytes(StandardCharsets.UTF_8),
                        this,
                        reply -> answers.add(answered(call, reply)));
        return answers;
    }

    /// From here on it is a user with a token who calls.
    BackEnd as(Principal principal) {
        user = principal;
        return this;
    }

    /// Something happens before the last line of each call.
    BackEnd beforeTheLastLine(Runnable happening) {
        beforeTheLastLine = happening;
        return this;
    }

    /// The next call's lines break off where they end.
    BackEnd breaksOff() {
        goneInTheMiddle = true;
        return this;
    }

    void isGone() {
        whenGone.forEach(Runnable::run);
        whenGone.clear();
        scene.settle();
    }

    private ApiOperation operation(String call) {
        var found = api.find(method(call), path(call)).operation();
        assertNotNull(found, "there is no call " + call);
        return found;
    }

    private static String method(String call) {
        return call.substring(0, call.indexOf(' '));
    }

    private static String path(String call) {
        int query = call.indexOf('?');
        return call.substring(call.indexOf(' ') + 1, query < 0 ? call.length() : query);
    }

    private static Map<String, List<String>> query(String call) {
        int query = call.indexOf('?');
        return query < 0
                ? Map.of()
                : Stream.of(call.substring(query + 1).split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.groupingBy(
                                pair -> pair[0], Collectors.mapping(pair -> pair[1], Collectors.toList())));
    }

    private static Answered answered(String call, ApiReply reply) {
        var answered = new Answered(reply.status(), Actor.parsed(reply.json()));
        var operation = Catalogue.CALLS.operations().stream()
                .filter(one -> one.method().equals(method(call)) && new ApiPath(one.path()).match(path(call)) != null)
                .findFirst()
                .orElseThrow();
        var shape = reply.status() == 200 ? success(operation) : Catalogue.CALLS.failure();
        var problems = Conformity.problems(shape, answered.body());
        assertTrue(problems.isEmpty(), () -> call + " is not as documented: " + problems + " in " + answered.body());
        return answered;
    }

    private static Shape success(ApiContract.Operation operation) {
        var fields = new ArrayList<>(operation.answer().fields());
        fields.addFirst(Schema.Field.required("success", new Schema.Always(true)));
        return new Shape(fields);
    }

    @Override
    public @Nullable Principal user() {
        return user;
    }

    @Override
    public void whenGone(Runnable task) {
        whenGone.add(task);
    }

    @Override
    public byte @Nullable [] nextLine() throws Gone {
        if (lines.size() == 1) {
            beforeTheLastLine.run();
        }
        var line = lines.poll();
        if (line == null && goneInTheMiddle) {
            throw new Gone();
        }
        return line == null ? null : line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
