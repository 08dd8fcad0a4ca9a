package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypingTest {
    private static final String GENERAL = "{'channelId':'general'}";

    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    @Hears({"typing:start", "typing:stop"})
    void theOtherUsersHearWhoTypes() {
        var phone = scene.entersAndJoins("ann", "general");
        ann.says("typing:start", "{'channelId':'general','userId':'bob','userName':7}");
        assertEquals(
                "{\"channelId\":\"general\",\"conversationId\":null,\"userId\":\"ann\",\"userName\":\"Name of ann\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("typing:start").toString());
        ann.says("typing:stop", GENERAL);
        assertEquals(List.of("typing:start", "typing:stop"), bob.eventNames());
        ann.heardNothing();
        phone.heardNothing();
    }

    @Test
    void typingNeedsAJoin() {
        var cat = scene.enters("cat");
        cat.forgets();
        assertEquals(
                "NOT_IN_ROOM",
                cat.says("typing:start", GENERAL).at("/error/code").asText());
        assertEquals(
                "NOT_IN_ROOM",
                cat.says("typing:stop", GENERAL).at("/error/code").asText());
        var elsewhere = cat.says("typing:start", "{'conversationId':'v1','customerId':'c9'}");
        assertEquals("NOT_IN_ROOM", elsewhere.at("/error/code").asText());
        bob.heardNothing();
    }

    @Test
    void afterTenSecondsOfSilenceTheSocketHasStopped() {
        ann.says("typing:start", GENERAL);
        scene.passes(Duration.ofMillis(9_999));
        assertEquals(List.of("typing:start"), bob.eventNames());
        scene.passes(Duration.ofMillis(1));
        assertEquals(List.of("typing:start", "typing:stop"), bob.eventNames());
        scene.passes(Duration.ofSeconds(30));
        ann.says("typing:stop", GENERAL);
        bob.heardOnce("typing:stop");
    }

    @Test
    void whoSaysItAgainIsNotSilent() {
        ann.says("typing:start", GENERAL);
        scene.passes(Duration.ofSeconds(9));
        ann.says("typing:start", GENERAL);
        scene.passes(Duration.ofSeconds(9));
        assertEquals(List.of(), bob.heard("typing:stop"));
        scene.passes(Duration.ofSeconds(1));
        bob.heardOnce("typing:stop");
    }

    @Test
    void eachRoomHasItsOwnSilence() {
        ann.says("channel:join", "{'channelId':'random'}");
        bob.says("channel:join", "{'channelId':'random'}");
        ann.says("typing:start", GENERAL);
        scene.passes(Duration.ofSeconds(6));
        ann.says("typing:start", "{'channelId':'random'}");
        scene.passes(Duration.ofSeconds(4));
        assertEquals("general", bob.heardOnce("typing:stop").path("channelId").asText());
        scene.passes(Duration.ofSeconds(6));
        assertEquals(
                "random", bob.heard("typing:stop").getLast().path("channelId").asText());
    }

    @Test
    void aMessageStopsTypingOnceAndBeforeItIsHeard() {
        ann.says("typing:start", GENERAL);
        ann.says("message:send", "{'channelId':'general','content':'hi'}");
        ann.says("typing:stop", GENERAL);
        scene.passes(Duration.ofSeconds(30));
        assertEquals(List.of("typing:start", "typing:stop", "message:new"), bob.eventNames());
    }

    @Test
    void aMessageElsewhereStopsNothing() {
        ann.says("typing:start", GENERAL);
        ann.says("message:send", "{'channelId':'random','content':'hi'}");
        assertEquals(List.of("typing:start"), bob.eventNames());
    }

    @Test
    void leavingStopsTyping() {
        ann.says("typing:start", GENERAL);
        ann.says("channel:leave", GENERAL);
        assertEquals(List.of("typing:start", "typing:stop", "channel:leave"), bob.eventNames());
    }

    @Test
    void disconnectingStopsTyping() {
        ann.says("typing:start", GENERAL);
        ann.leaves();
        scene.passes(Duration.ofSeconds(30));
        assertEquals(List.of("typing:start", "typing:stop", "channel:leave"), bob.eventNames());
    }

    @Test
    void whoIsNotTypingCannotStop() {
        assertTrue(ann.says("typing:stop", GENERAL).path("success").asBoolean());
        bob.heardNothing();
    }
}
