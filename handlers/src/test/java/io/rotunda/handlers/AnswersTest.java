package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 2 of the contract: acknowledgements and errors.
class AnswersTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    void anUnknownEventIsAnsweredAndNobodyElseHears() {
        var answer = ann.says("no:such", "{}");
        assertEquals(
                "{\"success\":false,\"error\":{\"code\":\"UNKNOWN_EVENT\",\"message\":\"no such event\"}}",
                answer.toString());
        assertEquals(
                "{\"code\":\"UNKNOWN_EVENT\",\"message\":\"no such event\",\"event\":\"no:such\"}",
                ann.heardOnce("error").toString());
        bob.heardNothing();
    }

    @Test
    @Hears("error")
    void anEventWithoutCallbackFailsWithErrorAlone() {
        ann.saysWithoutCallback("channel:join", "{}");
        var error = ann.heardOnce("error");
        assertEquals("VALIDATION_ERROR", error.path("code").asText());
        assertEquals("channelId: is required", error.path("message").asText());
        assertEquals("channel:join", error.path("event").asText());
        assertFalse(ann.closed());
        assertFalse(ann.disconnected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"connected", "message:new", "message:sent", "error", "channel:history:", "message:send "})
    void aNameThatOnlyTheServerUsesIsUnknown(String event) {
        assertEquals("UNKNOWN_EVENT", ann.says(event, "{}").at("/error/code").asText());
    }

    @Test
    void aNumberIsAnUnknownEvent() {
        var answer = ann.emits("[7,{}]", List.of());
        assertEquals("UNKNOWN_EVENT", answer.at("/error/code").asText());
        assertEquals("7", ann.heardOnce("error").path("event").asText());
    }

    @Test
    void anEscapedNameIsTheSameName() {
        assertTrue(ann.emits("[ \"typing\\u003astart\" , {\"channelId\":\"general\"}]", List.of())
                .path("success")
                .asBoolean());
        bob.heardOnce("typing:start");
    }

    @Test
    void aLongOrBrokenNameIsEchoedInPartAndSound() {
        ann.emits("[\"" + "x".repeat(5_000) + "\"]", List.of());
        ann.emits("[\"\\ud800\\u0000<\"]", List.of());
        assertEquals(128, ann.heard("error").getFirst().path("event").asText().length());
        assertEquals("\uFFFD\uFFFD<", ann.heard("error").getLast().path("event").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "null",
                "[]",
                "[null]",
                "[true]",
                "[[]]",
                "[{}]",
                "[",
                "[\"",
                "[\"typing:start",
                "[\"typing:start\"",
                "[\"typing:start\",]",
                "[\"typing:start\",{}",
                "[\"typing:start\",{}] x",
                "[\"typing:start\",{}][]",
                "[\"typing:start\",{'channelId':1}]",
                "[\"typing:start\",{\"a\":NaN}]",
                "[\"typing:start\",{\"a\":01}]",
                "[\"typing\u0001\",{}]",
                "[\"typing\\x\"]",
                "[-]",
                "[\"connect\"]",
                "[\"connect_error\"]",
                "[\"disconnect\"]",
                "[\"disconnecting\"]",
                "[\"newListener\"]",
                "[\"removeListener\",{}]",
                "[\"dis\\u0063onnect\"]"
            })
    void whatIsNoEventClosesTheConnection(String json) {
        assertThrows(Actor.BrokenConnection.class, () -> ann.emits(json, List.of()));
        ann.heardNothing();
        bob.heardNothing();
    }

    @Test
    void brokenUtf8ClosesTheConnection() {
        var json = Texts.utf8("[\"typing:start\",{\"channelId\":\"?\"}]");
        json[json.length - 4] = (byte) 0xff;
        assertThrows(Actor.BrokenConnection.class, () -> ann.emits(json, List.of()));
    }

    @Test
    void anyOtherEncodingClosesTheConnection() {
        var json = "[\"typing:start\",{}]".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        assertThrows(Actor.BrokenConnection.class, () -> ann.emits(json, List.of()));
    }

    @Test
    void aPayloadThatIsNoObjectIsAValidationError() {
        for (var payload : List.of("1", "'x'", "true", "[]", "[{}]")) {
            var answer = ann.says("typing:start", payload);
            assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
            assertEquals(
                    "payload: must be an object", answer.at("/error/message").asText());
        }
    }

    @Test
    void aMissingPayloadIsAnEmptyOne() {
        assertEquals(
                "channelId: is required",
                ann.says("typing:start").at("/error/message").asText());
        assertEquals(
                "channelId: is required",
                ann.says("typing:start", "null").at("/error/message").asText());
    }

    @Test
    void furtherArgumentsAreIgnored() {
        assertTrue(ann.says("typing:start", "{'channelId':'general'},{'channelId':7},'x'")
                .path("success")
                .asBoolean());
    }

    @Test
    void aFaultOfOursHasAnIdAndSaysNothingElse() {
        scene.messages().broken(new IllegalStateException("secret content"));
        var answer = ann.says("message:send", "{'channelId':'general','content':'hi','optimisticId':'o1'}");
        assertEquals("INTERNAL", answer.at("/error/code").asText());
        var error = ann.heardOnce("error");
        assertTrue(error.path("message").asText().matches("a fault of the server, logged as [0-9a-f]{16}"));
        assertEquals("o1", error.path("optimisticId").asText());
        bob.heardNothing();
        scene.messages().broken(null);
        assertTrue(ann.says("message:send", "{'channelId':'general','content':'hi'}")
                .path("success")
                .asBoolean());
    }

    @Test
    void whileTheDatabaseIsAwayTheAnswerSaysWhenToTryAgain() {
        scene.messages().away(true);
        var answer = ann.says("message:send", "{'channelId':'general','content':'hi','optimisticId':'o1'}");
        assertEquals("UNAVAILABLE", answer.at("/error/code").asText());
        assertEquals(700, answer.at("/error/retryAfterMs").asLong());
        var error = ann.heardOnce("error");
        assertEquals(700, error.path("retryAfterMs").asLong());
        assertEquals("o1", error.path("optimisticId").asText());
        bob.heardNothing();
    }
}
