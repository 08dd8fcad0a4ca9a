package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.schema.ApiContract;
import io.rotunda.handlers.schema.Contract;
import io.rotunda.handlers.schema.Contract.ClientEvent;
import io.rotunda.handlers.schema.Contract.ServerEvent;
import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The contract as the code has it, for tests that hold for every event, and what is said and heard against it.
final class Catalogue {
    static final Contract CONTRACT = new Scene(Limits.defaults()).dispatcher().contract();

    static final ApiContract CALLS =
            new Scene(Limits.defaults()).dispatcher().backend().api().contract();

    private static final Map<String, Shape> HEARD =
            CONTRACT.fromServer().stream().collect(Collectors.toMap(ServerEvent::name, ServerEvent::payload));
    private static final Map<String, Shape> ANSWERED =
            CONTRACT.fromClients().stream().collect(Collectors.toMap(ClientEvent::name, Catalogue::success));

    private Catalogue() {}

    /// Fails if the contract has no such event, or it does not hold this. What back ends call their own events
    /// is theirs to document: those of the tests begin with `custom:`.
    static void requireDocumented(String event, JsonNode payload) {
        if (event.startsWith("custom:")) {
            return;
        }
        var shape = HEARD.get(event);
        if (shape == null) {
            throw new AssertionError(event + " is not in ServerEvents");
        }
        require(event, shape, payload);
    }

    /// Fails if this is not what the contract has a callback get.
    static void requireDocumentedAnswer(String event, JsonNode answer) {
        boolean succeeded = answer.path("success").asBoolean();
        var shape = succeeded ? ANSWERED.getOrDefault(event, Shape.EMPTY) : CONTRACT.refusal();
        require("the answer to " + event, shape, answer);
    }

    static <E> List<String> names(List<E> events, Function<E, String> name) {
        return events.stream().map(name).toList();
    }

    private static void require(String what, Shape shape, JsonNode value) {
        var problems = Conformity.problems(shape, value);
        if (!problems.isEmpty()) {
            throw new AssertionError(what + " is not as documented: " + problems + " in " + value);
        }
    }

    private static Shape success(ClientEvent event) {
        var fields = new ArrayList<>(event.answer().fields());
        fields.addFirst(Schema.Field.required("success", new Schema.Always(true)));
        return new Shape(fields);
    }
}
