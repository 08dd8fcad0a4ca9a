package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelUpdateTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    @Hears("channel:update")
    void theRoomHearsWhatWasGivenAndTheWholeChannelAfterIt() {
        ann.forgets();
        bob.forgets();
        update("{'topic':'old'}");
        ann.forgets();
        bob.forgets();
        scene.passes(Duration.ofSeconds(1));
        var answer = update("{'name':'General','metadata':{'n':1.50}}");
        var channel = "{\"channelId\":\"general\",\"name\":\"General\",\"topic\":\"old\",\"description\":null,"
                + "\"metadata\":{\"n\":1.50},\"createdAt\":\"2026-03-19T12:00:00.000Z\","
                + "\"updatedAt\":\"2026-03-19T12:00:01.000Z\"}";
        assertEquals("{\"success\":true,\"channel\":" + channel + "}", answer.toString());
        for (var one : List.of(ann, bob)) {
            assertEquals(
                    "{\"channelId\":\"general\",\"updates\":{\"name\":\"General\",\"metadata\":{\"n\":1.50}},"
                            + "\"channel\":" + channel + ",\"updatedBy\":\"ann\",\"updatedByName\":\"Name of ann\","
                            + "\"timestamp\":\"2026-03-19T12:00:01.000Z\"}",
                    one.heardOnce("channel:update").toString());
            assertEquals(List.of("channel:update"), one.eventNames());
        }
    }

    @Test
    void nullTakesAwayAndWhatIsNotGivenStays() {
        update("{'name':'General','topic':'t','description':'d','metadata':{'a':1}}");
        bob.forgets();
        var answer = update("{'topic':null,'metadata':null}");
        assertEquals(
                "{\"topic\":null,\"metadata\":null}",
                bob.heardOnce("channel:update").path("updates").toString());
        assertEquals("General", answer.at("/channel/name").asText());
        assertEquals("d", answer.at("/channel/description").asText());
        assertTrue(answer.at("/channel/topic").isNull());
        assertTrue(answer.at("/channel/metadata").isNull());
    }

    @Test
    void fieldsThatNobodyKnowsAreIgnoredButOneKnownMustBeGiven() {
        bob.forgets();
        update("{'name':'General','color':'red'}");
        assertEquals(
                "{\"name\":\"General\"}",
                bob.heardOnce("channel:update").path("updates").toString());
        bob.forgets();
        for (var nothing : List.of("{}", "{'color':'red'}")) {
            var error = update(nothing).path("error");
            assertEquals("VALIDATION_ERROR", error.path("code").asText());
            assertTrue(error.path("message").asText().startsWith("updates: "));
        }
        bob.heardNothing();
    }

    @Test
    void whatIsTooLongOrOfTheWrongTypeIsRefusedWithItsPlace() {
        bob.forgets();
        for (var bad : List.of(
                "{'name':''}",
                "{'name':'" + "x".repeat(201) + "'}",
                "{'name':7}",
                "{'topic':'" + "x".repeat(1_001) + "'}",
                "{'description':'" + "x".repeat(10_001) + "'}",
                "{'metadata':[]}",
                "{'metadata':'x','name':'fine'}")) {
            var error = update(bad).path("error");
            assertEquals("VALIDATION_ERROR", error.path("code").asText(), bad);
            assertTrue(error.path("message").asText().startsWith("updates."), error.toString());
        }
        var heavy = "{'metadata':{'a':'" + "x".repeat(16 * 1024) + "'}}";
        assertEquals("PAYLOAD_TOO_LARGE", update(heavy).at("/error/code").asText());
        bob.heardNothing();
        update("{'name':'" + "n".repeat(200) + "','topic':'','description':'" + "d".repeat(10_000) + "'}");
        bob.heardOnce("channel:update");
    }

    @Test
    void anUnknownChannelIsNotFoundAndNotMade() {
        var answer = ann.says("channel:update", "{'channelId':'nowhere','updates':{'name':'x'}}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
        assertEquals(1, scene.timelines().count());
    }

    @Test
    void whoMayNotEnterMayNotUpdate() {
        scene.timelines().createFor(Scene.channel("closed"), "bob");
        var answer = ann.says("channel:update", "{'channelId':'closed','updates':{'name':'x'}}");
        assertEquals("FORBIDDEN", answer.at("/error/code").asText());
    }

    @Test
    void anotherOrganizationsChannelOfThatNameIsAnother() {
        var eve = scene.enters(Scene.principal("eve", "other", Set.of(), Role.ADMIN));
        var there = eve.says("channel:update", "{'channelId':'general','updates':{'name':'x'}}");
        assertEquals("NOT_FOUND", there.at("/error/code").asText());
        eve.says("channel:join", "{'channelId':'general'}");
        update("{'name':'ours'}");
        assertEquals(List.of(), eve.heard("channel:update"));
    }

    @Test
    void whoMayEnterButHasNotJoinedMayUpdateAndHearsOnlyTheAnswer() {
        var eve = scene.enters("eve");
        eve.forgets();
        assertEquals(
                "x",
                eve.says("channel:update", "{'channelId':'general','updates':{'name':'x'}}")
                        .at("/channel/name")
                        .asText());
        eve.heardNothing();
        bob.heardOnce("channel:update");
    }

    private JsonNode update(String updates) {
        return ann.says("channel:update", "{'channelId':'general','updates':" + updates + "}");
    }
}
