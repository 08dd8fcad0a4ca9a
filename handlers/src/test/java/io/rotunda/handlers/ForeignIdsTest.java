package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.schema.Contract.ClientEvent;
import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What belongs to another tenant is answered like what is not there, to the byte, and nothing reaches that tenant:
/// all ids of a payload at once, and each by itself among those of the own tenant, required or not.
class ForeignIdsTest {

    @ParameterizedTest
    @MethodSource("events")
    void isLikeWhatIsNotThere(ClientEvent event) {
        int tries = tries(event.payload(), TwoTenants.MISSING).size();
        for (int i = 0; i < tries; i++) {
            var missing = new TwoTenants();
            var expected = missing.answer(
                    event.name(), tries(event.payload(), TwoTenants.MISSING).get(i));
            for (int kind = 0; kind < TwoTenants.KINDS; kind++) {
                var tenants = new TwoTenants();
                var payload = tries(event.payload(), tenants.foreign(kind)).get(i);
                assertEquals(expected, tenants.answer(event.name(), payload), payload);
                tenants.requireUntouched(payload);
            }
        }
    }

    @Test
    void optionalIdsAreTriedWhereEverythingElseIsRight() {
        var send = tries(payload("message:send"), TwoTenants.MISSING);
        var inAThread = send.stream().filter(json -> json.contains("threadId")).findFirst();
        var answer = new TwoTenants().answer("message:send", inAThread.orElseThrow());
        assertTrue(answer.contains("threadId: no such message in this room"), answer);
        var cancel = tries(payload("call:cancel"), TwoTenants.MISSING);
        assertTrue(cancel.stream().anyMatch(json -> json.contains("recipientId")), cancel.toString());
        assertTrue(cancel.stream().anyMatch(json -> json.contains("roomName")), cancel.toString());
        var join = tries(payload("channel:join"), TwoTenants.MISSING).getLast();
        assertTrue(join.contains("general") && join.contains("lastMessageId"), join);
        var entered = new TwoTenants().answer("channel:join", join);
        assertTrue(entered.contains("lastMessageId: no such message in this room"), entered);
    }

    /// Payloads with these names instead of what would be right: all of them, and one at a time.
    private static List<String> tries(Shape shape, Map<String, String> names) {
        var tries = new ArrayList<String>();
        for (var right : Payloads.right(shape)) {
            tries.add(TwoTenants.named(Payloads.json(right), names));
            fields(shape)
                    .filter(field -> right.containsKey(field.name()) || !field.required())
                    .forEach(field -> {
                        for (var value : values(field.name(), field.schema(), names)) {
                            var fields = new LinkedHashMap<>(right);
                            fields.put(field.name(), value);
                            tries.add(Payloads.json(fields));
                        }
                    });
        }
        return tries;
    }

    private static List<String> values(String name, Schema schema, Map<String, String> names) {
        return switch (schema) {
            case Schema.Id _, Schema.MessageRef _, Schema.RoomName _ ->
                List.of(TwoTenants.named(Payloads.right(name, schema), names));
            case Schema.Items items -> inArrays(values(name, items.element(), names));
            case Schema.Batch batch -> inArrays(tries(batch.element(), names));
            case Shape shape -> tries(shape, names);
            default -> List.of();
        };
    }

    private static List<String> inArrays(List<String> values) {
        return values.stream().map(value -> "[" + value + "]").toList();
    }

    private static Stream<Field> fields(Shape shape) {
        var alternatives = shape.alternatives().stream().flatMap(List::stream);
        return Stream.concat(alternatives, shape.fields().stream());
    }

    private static Shape payload(String event) {
        return Catalogue.CONTRACT.fromClients().stream()
                .filter(one -> one.name().equals(event))
                .findFirst()
                .orElseThrow()
                .payload();
    }

    static Stream<Named<ClientEvent>> events() {
        return Catalogue.CONTRACT.fromClients().stream().map(event -> Named.of(event.name(), event));
    }
}
