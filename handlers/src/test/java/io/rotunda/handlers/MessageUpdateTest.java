package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageUpdateTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");
    private final String id = ann.said("general", "hi");

    @Test
    @Hears("message:update")
    void theWholeRoomHearsWhatTheMessageSaysNow() {
        scene.clock().advance(Duration.ofSeconds(5));
        var answer = update(ann, "ho", ",'metadata':{'a':1.10}");
        assertEquals(
                "{\"success\":true,\"messageId\":\"" + id + "\",\"seq\":2,\"timestamp\":\"2026-03-19T12:00:05.000Z\"}",
                answer.toString());
        var expected = "{\"messageId\":\"" + id + "\",\"content\":\"ho\",\"metadata\":{\"a\":1.10},"
                + "\"channelId\":\"general\",\"conversationId\":null,\"updatedBy\":\"ann\","
                + "\"timestamp\":\"2026-03-19T12:00:05.000Z\",\"seq\":2}";
        for (var actor : List.of(ann, bob)) {
            assertEquals(expected, actor.heardOnce("message:update").toString());
            assertEquals(2, actor.heard().getLast().seq());
        }
    }

    @Test
    void metadataThatIsNotGivenStaysAsItIs() {
        update(ann, "ho", ",'metadata':{'a':1}");
        bob.forgets();
        update(ann, "ha", "");
        assertEquals(
                "{\"a\":1}", bob.heardOnce("message:update").path("metadata").toString());
        update(ann, "ha", ",'metadata':{}");
        assertEquals(
                "{}", bob.heard("message:update").getLast().path("metadata").toString());
    }

    @Test
    void whoComesLaterIsShownTheLatestContent() {
        update(ann, "ho", "");
        var cat = scene.enters("cat");
        cat.says("channel:join", "{'channelId':'general'}");
        var shown = cat.heardOnce("channel:history").at("/messages/0");
        assertEquals("ho", shown.path("content").asText());
        assertEquals(1, shown.path("seq").asInt());
        assertEquals(
                2,
                cat.says("channel:join", "{'channelId':'general'}").path("seq").asInt());
    }

    @Test
    void theSameContentAgainIsToldAgain() {
        for (int seq = 2; seq < 4; seq++) {
            bob.forgets();
            assertEquals(seq, update(ann, "hi", "").path("seq").asInt());
            var heard = bob.heardOnce("message:update");
            assertEquals("hi", heard.path("content").asText());
            assertEquals(seq, heard.path("seq").asInt());
        }
    }

    @Test
    void nobodyButTheAuthorMayUpdate() {
        var admin = scene.enters(Scene.principal("root", "acme", Set.of(), Role.ADMIN));
        for (var other : List.of(bob, admin)) {
            assertEquals("FORBIDDEN", update(other, "ho", "").at("/error/code").asText());
        }
        var phone = scene.enters("ann");
        assertTrue(update(phone, "ho", "").path("success").asBoolean());
    }

    @Test
    void aMessageOfAnotherRoomIsNotFound() {
        scene.enters("ann").says("channel:join", "{'channelId':'other'}");
        var elsewhere = ann.says("message:update", "{'channelId':'other','messageId':'" + id + "','content':'ho'}");
        assertEquals("NOT_FOUND", elsewhere.at("/error/code").asText());
        var nowhere = ann.says("message:update", "{'channelId':'no','messageId':'" + id + "','content':'ho'}");
        assertEquals("NOT_FOUND", nowhere.at("/error/code").asText());
        assertEquals(false, scene.timelines().exists(Scene.channel("no")), "an update makes no room");
        bob.heardNothing();
    }

    @Test
    void anotherTenantFindsNothing() {
        var eve = scene.enters(Scene.principal("ann", "other", Set.of("c1"), Role.ADMIN));
        eve.says("channel:join", "{'channelId':'general'}");
        assertEquals("NOT_FOUND", update(eve, "ho", "").at("/error/code").asText());
        bob.heardNothing();
    }

    @Test
    void whoIsNotOnTheListOfARoomMayNotChangeItsMessages() {
        scene.timelines().createFor(Scene.channel("general"), "bob");
        var phone = scene.enters("ann");
        var answer = update(phone, "ho", "");
        assertEquals("FORBIDDEN", answer.at("/error/code").asText());
        assertEquals("not a member of this room", answer.at("/error/message").asText());
    }

    @Test
    void anErasedMessageIsNotFound() {
        ann.says("message:delete", "{'channelId':'general','messageId':'" + id + "'}");
        assertEquals("NOT_FOUND", update(ann, "ho", "").at("/error/code").asText());
    }

    @Test
    void withoutTheDatabaseItMayBeTriedAgain() {
        scene.messages().away(true);
        var answer = update(ann, "ho", "");
        assertEquals("UNAVAILABLE", answer.at("/error/code").asText());
        bob.heardNothing();
    }

    private JsonNode update(Actor actor, String content, String more) {
        return actor.says(
                "message:update",
                "{'channelId':'general','messageId':'" + id + "','content':'" + content + "'" + more + "}");
    }
}
