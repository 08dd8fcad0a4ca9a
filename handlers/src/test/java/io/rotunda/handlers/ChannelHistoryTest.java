package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.MessageId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChannelHistoryTest {
    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");

    @Test
    void thePageIsTheAnswerAndNoEvent() {
        say(3);
        var page = ann.says("channel:history", "{'channelId':'general'}");
        assertTrue(page.path("success").asBoolean());
        assertEquals("general", page.path("channelId").asText());
        assertEquals(3, page.path("messages").size());
        assertEquals("m1", page.at("/messages/0/content").asText());
        assertEquals("[]", page.at("/messages/0/reactions").toString());
        assertEquals(3, page.path("total").asInt());
        assertFalse(page.path("hasMore").asBoolean());
        ann.heardNothing();
    }

    @Test
    void anEarlierPageEndsBeforeTheMessageNamed() {
        say(70);
        var page = ann.says("channel:history", "{'channelId':'general','before':'" + id(61) + "','limit':10}");
        assertEquals(10, page.path("messages").size());
        assertEquals("m51", page.at("/messages/0/content").asText());
        assertEquals("m60", page.at("/messages/9/content").asText());
        assertTrue(page.path("hasMore").asBoolean());
        var first = ann.says("channel:history", "{'channelId':'general','before':'" + id(51) + "'}");
        assertEquals(50, first.path("messages").size());
        assertFalse(first.path("hasMore").asBoolean());
    }

    @Test
    void theLimitIsFrom1To200() {
        say(1);
        for (var limit : new String[] {"0", "-1", "201", "1.5", "'7'", "99999999999", "true"}) {
            var answer = ann.says("channel:history", "{'channelId':'general','limit':" + limit + "}");
            assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText(), limit);
            assertTrue(answer.at("/error/message").asText().startsWith("limit: "));
        }
        assertTrue(ann.says("channel:history", "{'channelId':'general','limit':200}")
                .path("success")
                .asBoolean());
    }

    @Test
    void anUnknownMessageOrRoomIsNotFoundAndMakesNothing() {
        say(1);
        var unknown = new MessageId(UUID.randomUUID());
        var answer = ann.says("channel:history", "{'channelId':'general','before':'" + unknown + "'}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
        var nowhere = ann.says("channel:history", "{'channelId':'nowhere'}");
        assertEquals("NOT_FOUND", nowhere.at("/error/code").asText());
        assertFalse(scene.timelines().exists(Scene.channel("nowhere")));
    }

    private void say(int messages) {
        for (int i = 1; i <= messages; i++) {
            ann.says("message:send", "{'channelId':'general','content':'m" + i + "'}");
        }
        ann.forgets();
    }

    private String id(int seq) {
        return scene.messages()
                .all(Scene.channel("general"))
                .get(seq - 1)
                .draft()
                .id()
                .toString();
    }
}
