package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReactTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");
    private final String id = ann.said("general", "hi");

    @Test
    @Hears("message:reaction")
    void theWholeRoomHearsWhoReactsWithWhat() {
        var answer = react(bob, "\uD83D\uDC4D", "add");
        assertEquals(
                "{\"success\":true,\"messageId\":\"" + id + "\",\"seq\":2,\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                answer.toString());
        var expected = "{\"messageId\":\"" + id + "\",\"channelId\":\"general\",\"conversationId\":null,"
                + "\"emoji\":\"\uD83D\uDC4D\",\"userId\":\"bob\",\"userName\":\"Name of bob\",\"action\":\"add\","
                + "\"timestamp\":\"2026-03-19T12:00:00.000Z\",\"seq\":2}";
        for (var actor : List.of(ann, bob)) {
            assertEquals(expected, actor.heardOnce("message:reaction").toString());
        }
        react(bob, "\uD83D\uDC4D", "remove");
        assertEquals(
                expected.replace("\"add\"", "\"remove\"").replace("\"seq\":2", "\"seq\":3"),
                ann.heard("message:reaction").getLast().toString());
    }

    @Test
    void repeatingAnActionChangesNothing() {
        react(bob, "+1", "add");
        ann.forgets();
        assertTrue(react(bob, "+1", "add").path("seq").isNull());
        assertTrue(react(ann, "+1", "remove").path("seq").isNull());
        assertTrue(react(bob, "-1", "remove").path("seq").isNull());
        ann.heardNothing();
    }

    @Test
    void whoComesLaterIsShownAllReactions() {
        react(bob, "b", "add");
        react(ann, "a", "add");
        react(ann, "b", "add");
        var cat = scene.enters("cat");
        cat.says("channel:join", "{'channelId':'general'}");
        assertEquals(
                "[{\"emoji\":\"b\",\"count\":2,\"userIds\":[\"bob\",\"ann\"]},"
                        + "{\"emoji\":\"a\",\"count\":1,\"userIds\":[\"ann\"]}]",
                cat.heardOnce("channel:history").at("/messages/0/reactions").toString());
    }

    @Test
    void aMessageCarriesFiftyDifferentEmoji() {
        for (int i = 0; i < 50; i++) {
            assertTrue(react(i % 2 == 0 ? ann : bob, "e" + i, "add")
                    .path("success")
                    .asBoolean());
        }
        ann.forgets();
        var answer = react(ann, "e50", "add");
        assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
        assertTrue(answer.at("/error/message").asText().startsWith("emoji: "));
        assertEquals(List.of("error"), ann.eventNames());
        assertTrue(react(ann, "e1", "add").path("success").asBoolean(), "one that is there already");
        assertTrue(react(ann, "e0", "remove").path("success").asBoolean());
        assertTrue(react(ann, "e50", "add").path("success").asBoolean(), "one went, another comes");
    }

    @Test
    void anEmojiHasUpTo64Characters() {
        assertTrue(react(ann, "x".repeat(64), "add").path("success").asBoolean());
        for (var wrong : List.of("", "x".repeat(65))) {
            assertEquals(
                    "VALIDATION_ERROR",
                    react(ann, wrong, "add").at("/error/code").asText());
        }
    }

    @Test
    void anErasedMessageIsNotFound() {
        react(bob, "+1", "add");
        ann.says("message:delete", "{'channelId':'general','messageId':'" + id + "'}");
        assertEquals("NOT_FOUND", react(bob, "+1", "add").at("/error/code").asText());
        assertEquals("NOT_FOUND", react(bob, "+1", "remove").at("/error/code").asText());
    }

    @Test
    void aMessageOfAnotherRoomIsNotFound() {
        bob.says("channel:join", "{'channelId':'other'}");
        var answer =
                bob.says("message:react", "{'channelId':'other','messageId':'" + id + "','emoji':'x','action':'add'}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
    }

    private JsonNode react(Actor actor, String emoji, String action) {
        return actor.says(
                "message:react",
                "{'channelId':'general','messageId':'" + id + "','emoji':'" + emoji + "','action':'" + action + "'}");
    }
}
