package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageDeleteTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");
    private final String id = ann.said("general", "hi");

    @Test
    @Hears("message:delete")
    void theWholeRoomHearsThatItIsErased() {
        var answer = delete(ann);
        assertEquals(
                "{\"success\":true,\"messageId\":\"" + id + "\",\"seq\":2,\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                answer.toString());
        var expected = "{\"messageId\":\"" + id + "\",\"channelId\":\"general\",\"conversationId\":null,"
                + "\"deletedBy\":\"ann\",\"deletedByName\":\"Name of ann\","
                + "\"timestamp\":\"2026-03-19T12:00:00.000Z\",\"seq\":2}";
        for (var actor : List.of(ann, bob)) {
            assertEquals(expected, actor.heardOnce("message:delete").toString());
        }
    }

    @Test
    void itsContentIsGoneAndItsPlaceStays() {
        ann.says("message:send", "{'channelId':'general','content':'two','metadata':{'a':1},'mentions':['bob']}");
        var second = ann.heardOnce("message:new").path("id").asText();
        ann.says("message:react", "{'channelId':'general','messageId':'" + second + "','emoji':'x','action':'add'}");
        ann.says("message:delete", "{'channelId':'general','messageId':'" + second + "'}");
        var page = bob.says("channel:history", "{'channelId':'general'}");
        var erased = page.at("/messages/1");
        assertEquals(second, erased.path("id").asText());
        assertEquals(2, erased.path("seq").asInt());
        assertEquals("", erased.path("content").asText());
        assertTrue(erased.path("metadata").isNull());
        assertEquals("[]", erased.path("mentions").toString());
        assertEquals("[]", erased.path("reactions").toString());
        assertEquals("2026-03-19T12:00:00.000Z", erased.path("deletedAt").asText());
        assertTrue(page.at("/messages/0/deletedAt").isMissingNode());
        assertEquals(2, page.path("total").asInt());
    }

    @Test
    void againIsASuccessThatNobodyHears() {
        delete(ann);
        bob.forgets();
        assertEquals(
                "{\"success\":true,\"messageId\":\"" + id + "\",\"seq\":null,\"timestamp\":null}",
                delete(ann).toString());
        bob.heardNothing();
    }

    @Test
    void somebodyElsesMessageMayBeErasedByAdminsOfTheTenantOnly() {
        assertEquals("FORBIDDEN", delete(bob).at("/error/code").asText());
        var agent = scene.enters(Scene.principal("agent", "acme", Set.of(), Role.AGENT));
        assertEquals("FORBIDDEN", delete(agent).at("/error/code").asText());
        var stranger = scene.enters(Scene.principal("eve", "other", Set.of(), Role.ADMIN));
        assertEquals("NOT_FOUND", delete(stranger).at("/error/code").asText());
        ann.heardNothing();
        var admin = scene.enters(Scene.principal("root", "acme", Set.of(), Role.ADMIN));
        assertTrue(delete(admin).path("success").asBoolean());
        assertEquals("root", bob.heardOnce("message:delete").path("deletedBy").asText());
    }

    @Test
    void theSameOptimisticIdAgainDoesNotBringItBack() {
        var first = ann.says("message:send", "{'channelId':'general','content':'two','optimisticId':'o1'}");
        ann.says(
                "message:delete",
                "{'channelId':'general','messageId':'" + first.path("id").asText() + "'}");
        bob.forgets();
        assertEquals(first, ann.says("message:send", "{'channelId':'general','content':'two','optimisticId':'o1'}"));
        bob.heardNothing();
    }

    private JsonNode delete(Actor actor) {
        return actor.says("message:delete", "{'channelId':'general','messageId':'" + id + "'}");
    }
}
