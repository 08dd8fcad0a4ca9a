package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.schema.Contract.ClientEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every field of every event, with everything that it may not be: the answer names the field, nothing
/// has changed, and nobody else heard anything.
class BadInputTest {
    private static final String DEEP = "[".repeat(40) + "]".repeat(40);

    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    void everyRowOfTheTableIsTriedHere() {
        assertEquals(
                Catalogue.CONTRACT.fromClients().stream().map(ClientEvent::name).collect(Collectors.toSet()),
                shapes().map(Shape::event).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theFieldAtFaultIsNamed(Shape shape) {
        for (var field : shape.fields()) {
            for (var bad : field.bad()) {
                var answer = refused(shape, shape.with(field.name(), bad));
                var what = shape.event() + " " + field.name() + ": " + bad;
                assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText(), what);
                var message = answer.at("/error/message").asText();
                assertTrue(message.startsWith(field.name() + ": "), what + " -> " + message);
                assertTrue(message.length() < 200, what);
            }
            if (field.required()) {
                for (var payload : List.of(shape.without(field.name()), shape.with(field.name(), "null"))) {
                    var answer = refused(shape, payload);
                    assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
                    assertEquals(
                            field.name() + ": is required",
                            answer.at("/error/message").asText());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatNoTextMayContainIsRefusedWhereverItHides(Shape shape) {
        for (var evil : List.of("\\u0000", "a\\ud800", "\\udc00\\ud800", "\\ud83d\\ud83d\\ude00")) {
            for (var value : List.of(
                    "\"" + evil + "\"",
                    "[[\"" + evil + "\"]]",
                    "{\"a\":{\"" + evil + "\":1}}",
                    "[1e999]",
                    "-1e-9999")) {
                var payload = shape.with("extra", value);
                assertEquals(
                        "VALIDATION_ERROR",
                        refused(shape, payload).at("/error/code").asText());
            }
            var payload = shape.with(evil, "1");
            var answer = refused(shape, payload);
            assertTrue(answer.at("/error/message").asText().startsWith("payload: "));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsTooDeepOrTooLargeToParseIsAnswered(Shape shape) {
        for (var value : List.of(
                DEEP,
                "{\"a\":".repeat(40) + "1" + "}".repeat(40),
                "9".repeat(5_000),
                "[" + "1,".repeat(150_000) + "1]",
                "{\"" + "k".repeat(60_000) + "\":1}")) {
            var answer = refused(shape, shape.with("extra", value));
            assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
            assertTrue(answer.at("/error/message").asText().startsWith("payload: "));
        }
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
    private JsonNode refused(Shape shape, String payload) {
        scene.clock().advance(Duration.ofSeconds(5)); // within the limits that some events have for themselves
        ann.forgets();
        int rooms = scene.rooms().count();
        int timelines = scene.timelines().count();
        var principal = ann.session().principal();
        var answer = ann.emits("[\"" + shape.event() + "\"," + payload + "]", List.of());
        var what = shape.event() + " " + payload.substring(0, Math.min(300, payload.length()));
        assertEquals(false, answer.path("success").asBoolean(true), what);
        assertEquals(
                List.of("error"), ann.heardInAll().stream().map(Heard::event).toList(), what);
        assertEquals(answer.at("/error/code"), ann.heardOnce("error").path("code"));
        assertEquals(shape.event(), ann.heardOnce("error").path("event").asText());
        assertEquals(List.of(), bob.heardInAll());
        assertEquals(0, scene.messages().count());
        assertEquals(rooms, scene.rooms().count());
        assertEquals(timelines, scene.timelines().count());
        assertEquals(principal, ann.session().principal());
        return answer;
    }

    static Stream<Shape> shapes() {
        var channel = id("channelId", true);
        var message = id("messageId", true);
        var metadata = new Field("metadata", false, List.of("1", "\"a\"", "[]", "true"));
        var conversation = List.of(id("conversationId", true), id("customerId", true));
        return Stream.of(
                new Shape("activity:join", List.of(activity())),
                new Shape("activity:leave", List.of(activity())),
                new Shape("swarm:subscribe", List.of(id("sessionId", true))),
                new Shape("swarm:unsubscribe", List.of(id("sessionId", true))),
                new Shape(
                        "tool:permission:response",
                        List.of(
                                id("requestId", true),
                                new Field("approved", true, List.of("1", "\"true\"", "[]", "{}")),
                                new Field("reason", false, List.of("1", "[]", "{}", quoted("x".repeat(1_001)))))),
                new Shape("auth:refresh", List.of(text("token", true, 65_536))),
                new Shape(
                        "call:audio-chunk",
                        List.of(id("roomName", true), new Field("chunk", true, List.of("1", "\"a\"", "[]", "{}")))),
                new Shape("call:cancel", List.of(id("roomId", true), id("recipientId", false), id("roomName", false))),
                new Shape("call:decline", List.of(id("roomId", true), id("callerId", true))),
                new Shape("call:join", List.of(id("roomName", true))),
                new Shape("call:leave", List.of(id("roomName", true))),
                new Shape(
                        "call:transcription",
                        List.of(id("roomName", true), new Field("segment", true, List.of("1", "\"a\"", "[]", "true")))),
                new Shape("channel:join", List.of(channel, id("lastMessageId", false))),
                new Shape("channel:leave", List.of(channel)),
                new Shape(
                        "channel:history",
                        List.of(channel, id("before", false), number("limit", "0", "201", "1.5", "1e400"))),
                new Shape(
                        "channel:update",
                        List.of(channel, new Field("updates", true, List.of("1", "\"a\"", "[]", "true", "{}")))),
                new Shape("conversation:join", conversation),
                new Shape("conversation:leave", conversation),
                new Shape("conversation:mark_read", conversation),
                new Shape("message:update", List.of(channel, message, text("content", true, 40_000), metadata)),
                new Shape("message:delete", List.of(channel, message)),
                new Shape(
                        "message:react",
                        List.of(
                                channel,
                                message,
                                text("emoji", true, 64),
                                new Field(
                                        "action", true, List.of("1", "[]", "{}", "\"\"", "\"ADD\"", "\"a\\u0000\"")))),
                new Shape("message:read", List.of(channel, message)),
                new Shape(
                        "message:stream_start",
                        List.of(channel, text("optimisticId", false, 128), id("threadId", false), metadata)),
                new Shape(
                        "message:stream_chunk",
                        List.of(
                                message,
                                new Field("index", true, List.of("\"0\"", "-1", "1.5", "2147483648", "[]", "{}")),
                                new Field(
                                        "text",
                                        true,
                                        List.of("1", "false", "[]", "{}", quoted("x".repeat(40_001)), "\"\\ud800\"")))),
                new Shape("message:stream_end", List.of(message, text("content", false, 40_000))),
                new Shape("presence:heartbeat", List.of()),
                new Shape("presence:list", List.of(id("after", false))),
                new Shape(
                        "presence:update",
                        List.of(
                                choice("status", "ONLINE", "gone", "online "),
                                text("customStatus", false, 200),
                                text("statusText", false, 200))),
                new Shape(
                        "message:send_queued",
                        List.of(new Field("messages", true, List.of("1", "\"a\"", "{}", "[]", "true")))),
                new Shape(
                        "conversation:rejoin",
                        List.of(
                                conversation.getFirst(),
                                conversation.getLast(),
                                id("lastMessageId", false),
                                new Field(
                                        "lastMessageTimestamp",
                                        false,
                                        List.of("1", "true", "[]", "{}", "\"\"", "\"yesterday\"", "\"2026-03-19\"")))),
                new Shape("typing:start", List.of(channel)),
                new Shape("typing:stop", List.of(channel)),
                new Shape(
                        "message:send",
                        List.of(
                                channel,
                                text("content", true, 40_000),
                                text("contentType", false, 100),
                                id("threadId", false),
                                array("mentions", "[1]", "[null]", "['']", "['a:b']", "[[]]", "['a',{}]"),
                                array("attachments", "[1]", "[null]", "['a']", "[[]]", "[{},1]"),
                                metadata,
                                id("workspaceId", false),
                                text("optimisticId", false, 128))),
                new Shape(
                        "message:send",
                        List.of(conversation.getFirst(), conversation.getLast(), text("content", true, 40_000))));
    }

    private static Field id(String name, boolean required) {
        return new Field(
                name,
                required,
                List.of(
                        "1",
                        "true",
                        "[]",
                        "{}",
                        "[\"a\"]",
                        "\"\"",
                        quoted("x".repeat(129)),
                        "\"a:b\"",
                        "\"a b\"",
                        "\"a\\n\"",
                        "\"a\\u0007\"",
                        "\"\\u0000\"",
                        "\"\\ud800\"",
                        "\"\\u00e9\"",
                        "\"a/b\"",
                        "\"*\"",
                        "\"\\ud83d\\ude00\"",
                        "\"a\\u200b\""));
    }

    private static Field activity() {
        var bad = new ArrayList<>(
                List.of("\"c1\"", "\"channel:c1\"", "\"activity:\"", "\"activity:c1:x\"", "\"activity:c 1\""));
        bad.addAll(id("room", true).bad());
        return new Field("room", true, bad);
    }

    private static Field text(String name, boolean required, int max) {
        return new Field(
                name,
                required,
                List.of("1", "false", "[]", "{}", "\"\"", quoted("x".repeat(max + 1)), "\"a\\u0000\"", "\"\\udfff\""));
    }

    private static Field choice(String name, String... others) {
        var bad = new ArrayList<>(List.of("1", "true", "[]", "{}", "\"\"", "\"__proto__\"", "\"\\u0000\""));
        for (var other : others) {
            bad.add(quoted(other));
        }
        return new Field(name, true, bad);
    }

    private static Field number(String name, String... others) {
        var bad = new ArrayList<>(List.of("\"1\"", "true", "[]", "{}", "99999999999999999999"));
        bad.addAll(List.of(others));
        return new Field(name, false, bad);
    }

    private static Field array(String name, String... others) {
        var bad = new ArrayList<>(List.of("1", "\"a\"", "{}", "[\"\\u0000\"]"));
        for (var other : others) {
            bad.add(other.replace('\'', '"'));
        }
        return new Field(name, false, bad);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    /// A field and what it may not be.
    record Field(String name, boolean required, List<String> bad) {}

    /// An event and its fields.
    record Shape(String event, List<Field> fields) {
        String with(String name, String value) {
            var rest = good(name);
            return "{" + rest + (rest.isEmpty() ? "" : ",") + quoted(name) + ":" + value + "}";
        }

        String without(String name) {
            return "{" + good(name) + "}";
        }

        /// What is required, but for one.
        private String good(String missing) {
            return fields.stream()
                    .filter(field -> field.required() && !field.name().equals(missing))
                    .map(field -> quoted(field.name()) + ":" + goodValue(field.name()))
                    .collect(Collectors.joining(","));
        }

        private static String goodValue(String name) {
            return switch (name) {
                case "channelId" -> quoted("general");
                case "approved" -> "true";
                case "updates" -> "{\"topic\":\"x\"}";
                case "messageId" -> quoted("msg_019cf000-0000-7000-8000-000000000000");
                case "index" -> "0";
                case "action" -> quoted("add");
                case "status" -> quoted("online");
                case "messages" -> "[{\"channelId\":\"general\",\"content\":\"hi\"}]";
                default -> quoted("c1");
            };
        }

        @Override
        public String toString() {
            return event;
        }
    }
}
