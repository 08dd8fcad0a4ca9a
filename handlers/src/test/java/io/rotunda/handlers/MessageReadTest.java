package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReadTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");
    private final String first = ann.said("general", "one");
    private final String second = ann.said("general", "two");

    @Test
    @Hears("message:read")
    void theWholeRoomHearsHowFarTheReaderHasCome() {
        var answer = read(bob, second);
        assertEquals(
                "{\"success\":true,\"messageId\":\"" + second
                        + "\",\"seq\":3,\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                answer.toString());
        var expected = "{\"messageId\":\"" + second + "\",\"channelId\":\"general\",\"conversationId\":null,"
                + "\"userId\":\"bob\",\"userName\":\"Name of bob\",\"timestamp\":\"2026-03-19T12:00:00.000Z\","
                + "\"seq\":3}";
        for (var actor : List.of(ann, bob)) {
            assertEquals(expected, actor.heardOnce("message:read").toString());
        }
    }

    @Test
    void theMarkNeverMovesBackwards() {
        read(bob, second);
        ann.forgets();
        for (var again : List.of(first, second)) {
            var answer = read(bob, again);
            assertTrue(answer.path("success").asBoolean());
            assertTrue(answer.path("seq").isNull());
        }
        ann.heardNothing();
        assertEquals(4, read(ann, first).path("seq").asInt(), "each reader has a mark of their own");
    }

    @Test
    void anErasedMessageCanBeRead() {
        ann.says("message:delete", "{'channelId':'general','messageId':'" + second + "'}");
        assertTrue(read(bob, second).path("success").asBoolean());
    }

    @Test
    void aMessageOfAnotherRoomIsNotFound() {
        bob.says("channel:join", "{'channelId':'other'}");
        var answer = bob.says("message:read", "{'channelId':'other','messageId':'" + first + "'}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
        assertEquals("NOT_FOUND", read(bob, "no-message-id").at("/error/code").asText());
    }

    private static JsonNode read(Actor actor, String message) {
        return actor.says("message:read", "{'channelId':'general','messageId':'" + message + "'}");
    }
}
