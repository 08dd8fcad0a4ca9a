package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.schema.Contract.ClientEvent;
import io.rotunda.handlers.schema.Contract.ServerEvent;
import io.rotunda.handlers.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every field of every event, with everything that it may not be: the answer names the field, nothing
/// has changed, and nobody else heard anything. What is tried follows from what an event's reader asks for.
class BadInputTest {
    private static final String DEEP = "[".repeat(40) + "]".repeat(40);

    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @ParameterizedTest
    @MethodSource("events")
    void theFieldAtFaultIsNamed(ClientEvent event) {
        for (var wrong : Payloads.wrong(event.payload())) {
            var answer = refused(event, wrong.payload(), wrong.inBatch());
            var error = answer.at(wrong.inBatch() ? "/results/0/error" : "/error");
            var message = error.path("message").asText();
            var what = event.name() + " " + brief(wrong.payload()) + " -> " + error;
            assertEquals(wrong.code().name(), error.path("code").asText(), what);
            assertTrue(message.startsWith(wrong.message()), what);
            assertTrue(message.length() < 200, what);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void aBinaryPartHasItsLimit(ClientEvent event) {
        for (var field : event.payload().fields()) {
            if (field.schema() instanceof Schema.Binary(int maxBytes)) {
                var payload = Payloads.json(Payloads.right(event.payload()).getFirst());
                var answer = ann.emits(json(event.name(), payload), List.of(new byte[maxBytes + 1]));
                assertEquals("PAYLOAD_TOO_LARGE", answer.at("/error/code").asText());
                bob.heardNothing();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatNoTextMayContainIsRefusedWhereverItHides(ClientEvent event) {
        for (var evil : List.of("\\u0000", "a\\ud800", "\\udc00\\ud800", "\\ud83d\\ud83d\\ude00")) {
            for (var value : List.of(
                    "\"" + evil + "\"",
                    "[[\"" + evil + "\"]]",
                    "{\"a\":{\"" + evil + "\":1}}",
                    "[1e999]",
                    "-1e-9999")) {
                var answer = refused(event, with(event, "extra", value), false);
                assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
            }
            var answer = refused(event, with(event, evil, "1"), false);
            assertTrue(answer.at("/error/message").asText().startsWith("payload: "));
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsTooDeepOrTooLargeToParseIsAnswered(ClientEvent event) {
        for (var value : List.of(
                DEEP,
                "{\"a\":".repeat(40) + "1" + "}".repeat(40),
                "9".repeat(5_000),
                "{\"" + "k".repeat(60_000) + "\":1}")) {
            var answer = refused(event, with(event, "extra", value), false);
            assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
            assertTrue(answer.at("/error/message").asText().startsWith("payload: "));
        }
        var answer = refused(event, with(event, "extra", "[" + "1,".repeat(150_000) + "1]"), false);
        assertEquals("PAYLOAD_TOO_LARGE", answer.at("/error/code").asText());
        assertTrue(answer.at("/error/message").asText().startsWith("payload: "));
    }

    @Test
    void whatOnlyTheServerSaysIsUnknown() {
        var names = new ArrayList<>(Catalogue.names(Catalogue.CONTRACT.fromServer(), ServerEvent::name));
        names.removeAll(Catalogue.names(Catalogue.CONTRACT.fromClients(), ClientEvent::name));
        for (var name : names) {
            ann.forgets();
            var answer = ann.says(name, "{'channelId':'general','userId':'bob','content':'hi'}");
            assertEquals("UNKNOWN_EVENT", answer.at("/error/code").asText());
            ann.heardOnce("error");
            bob.heardNothing();
        }
        assertTrue(names.contains("message:new") && names.contains("connected"));
    }

    @Test
    void anUnknownEventWithABadPayloadIsAnsweredToo() {
        assertEquals(
                "VALIDATION_ERROR",
                ann.says("no:such", "{'a':" + DEEP + "}").at("/error/code").asText());
        assertEquals(
                "UNKNOWN_EVENT",
                ann.says("no:such", "{'a':[]}").at("/error/code").asText());
        bob.heardNothing();
    }

    @Test
    void theNamesOfObjectPrototypesAreNamesLikeAnyOther() {
        for (var id : List.of("__proto__", "constructor", "toString")) {
            assertTrue(ann.says("channel:join", "{'channelId':'" + id + "','__proto__':{'channelId':7}}")
                    .path("success")
                    .asBoolean());
        }
    }

    @Test
    void surrogatesEncodedAsBytesAreNoUtf8() {
        var json = Texts.utf8("[\"message:send\",{\"channelId\":\"general\",\"content\":\"abc\"}]");
        int at = json.length - 6;
        json[at] = (byte) 0xed;
        json[at + 1] = (byte) 0xa0;
        json[at + 2] = (byte) 0x80;
        assertThrows(Actor.BrokenConnection.class, () -> ann.emits(json, List.of()));
        assertEquals(0, scene.messages().count());
    }

    @Test
    void halfAPairInANameDoesNotExcuseWhatIsBroken() {
        for (var rest : List.of("", "}", ",1}]", "}] x")) {
            var json = "[\"message:send\",{\"a\\ud800\":\"\\\\ud800\"" + rest;
            assertThrows(Actor.BrokenConnection.class, () -> ann.emits(json, List.of()));
        }
        var whole = ann.emits("[\"message:send\",{\"a\\ud800\":\"\\\\ud800\"}]", List.of());
        assertEquals("VALIDATION_ERROR", whole.at("/error/code").asText());
    }

    /// Says it, and sees that it failed and that nothing else came of it.
    private JsonNode refused(ClientEvent event, String payload, boolean inBatch) {
        scene.clock().advance(Duration.ofSeconds(5)); // within the limits that some events have for themselves
        ann.forgets();
        int rooms = scene.rooms().count();
        int timelines = scene.timelines().count();
        var principal = ann.session().principal();
        var binary = payload.contains(Wrong.BINARY) ? List.of(new byte[3]) : List.<byte[]>of();
        var answer = ann.emits(json(event.name(), payload), binary);
        var what = event.name() + " " + brief(payload);
        assertEquals(inBatch, answer.path("success").asBoolean(!inBatch), what);
        assertEquals(
                List.of("error"), ann.heardInAll().stream().map(Heard::event).toList(), what);
        var code = answer.at(inBatch ? "/results/0/error/code" : "/error/code");
        assertEquals(code, ann.heardOnce("error").path("code"), what);
        assertEquals(event.name(), ann.heardOnce("error").path("event").asText());
        assertEquals(List.of(), bob.heardInAll(), what);
        assertEquals(0, scene.messages().count(), what);
        assertEquals(rooms, scene.rooms().count(), what);
        assertEquals(timelines, scene.timelines().count(), what);
        assertEquals(principal, ann.session().principal());
        return answer;
    }

    private static String with(ClientEvent event, String name, String value) {
        var fields = new LinkedHashMap<>(Payloads.right(event.payload()).getFirst());
        fields.put(name, value);
        return Payloads.json(fields);
    }

    private static String json(String event, String payload) {
        return "[\"" + event + "\"," + payload + "]";
    }

    private static String brief(String payload) {
        return payload.substring(0, Math.min(300, payload.length()));
    }

    static Stream<Named<ClientEvent>> events() {
        return Catalogue.CONTRACT.fromClients().stream().map(event -> Named.of(event.name(), event));
    }
}
