package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationMarkReadTest {
    private static final String CONVERSATION = "{'conversationId':'v1','customerId':'c1'";

    private final Scene scene = Scene.open();
    private final Actor bob = joined("bob");
    private final Actor ann = joined("ann");

    @Test
    @Hears("message:read:batch")
    void theWholeRoomHearsWhatIsNewlyMarked() {
        var one = say("one");
        var two = say("two");
        bob.says("message:read", CONVERSATION + ",'messageId':'" + one + "'}");
        var three = say("three");
        var answer = markRead(bob);
        assertEquals("{\"success\":true,\"conversationId\":\"v1\",\"seq\":5}", answer.toString());
        var expected = "{\"messageIds\":[\"" + two + "\",\"" + three + "\"],\"channelId\":null,"
                + "\"conversationId\":\"v1\",\"userId\":\"bob\",\"timestamp\":\"2026-03-19T12:00:00.000Z\","
                + "\"seq\":5}";
        for (var actor : List.of(ann, bob)) {
            assertEquals(expected, actor.heardOnce("message:read:batch").toString());
        }
    }

    @Test
    void whereAllIsReadNobodyHearsAnything() {
        assertEquals(
                "{\"success\":true,\"conversationId\":\"v1\",\"seq\":null}",
                markRead(bob).toString());
        say("one");
        markRead(bob);
        ann.forgets();
        assertTrue(markRead(bob).path("seq").isNull());
        ann.heardNothing();
    }

    @Test
    void theNewestThousandAreNamed() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 1_001; i++) {
            ids.add(say("m" + i));
        }
        markRead(bob);
        var named = bob.heardOnce("message:read:batch").path("messageIds");
        assertEquals(1_000, named.size());
        assertEquals(ids.get(1), named.get(0).asText());
        assertEquals(ids.getLast(), named.get(999).asText());
    }

    @Test
    void aConversationOfAnotherCustomerOrOneThatIsNotThereIsNotFound() {
        for (var wrong :
                List.of("{'conversationId':'v1','customerId':'c2'}", "{'conversationId':'no','customerId':'c1'}")) {
            assertEquals(
                    "NOT_FOUND",
                    bob.says("conversation:mark_read", wrong).at("/error/code").asText());
        }
    }

    private Actor joined(String userId) {
        var actor = scene.enters(userId);
        actor.says("conversation:join", CONVERSATION + "}");
        actor.forgets();
        return actor;
    }

    private String say(String content) {
        return ann.says("message:send", CONVERSATION + ",'content':'" + content + "'}")
                .path("id")
                .asText();
    }

    private static JsonNode markRead(Actor actor) {
        return actor.says("conversation:mark_read", CONVERSATION + "}");
    }
}
