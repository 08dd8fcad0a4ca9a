package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallCancelTest {
    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");
    private final Actor cat = scene.enters("cat");

    @Test
    @Hears("call:cancelled")
    void theOneWhoWasCalledIsTold() {
        forget();
        assertEquals(
                "{\"success\":true,\"roomId\":\"r1\"}",
                ann.says("call:cancel", "{'roomId':'r1','recipientId':'bob'}").toString());
        assertEquals(
                "{\"roomId\":\"r1\",\"roomName\":null,\"cancelledBy\":\"ann\",\"cancelledByName\":\"Name of ann\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("call:cancelled").toString());
        ann.heardNothing();
        cat.heardNothing();
    }

    @Test
    void thoseInTheCallAreTold() {
        ann.says("call:join", "{'roomName':'standup'}");
        cat.says("call:join", "{'roomName':'standup'}");
        forget();
        ann.says("call:cancel", "{'roomId':'r1','roomName':'standup'}");
        assertEquals("standup", cat.heardOnce("call:cancelled").path("roomName").asText());
        ann.heardOnce("call:cancelled");
        bob.heardNothing();
    }

    @Test
    void whoIsBothInTheCallAndTheOneWhoWasCalledIsToldOnce() {
        var phone = scene.enters("bob");
        bob.says("call:join", "{'roomName':'standup'}");
        cat.says("call:join", "{'roomName':'standup'}");
        forget();
        phone.forgets();
        ann.says("call:cancel", "{'roomId':'r1','roomName':'standup','recipientId':'bob'}");
        for (var socket : List.of(bob, phone, cat)) {
            assertEquals(
                    "standup",
                    socket.heardOnce("call:cancelled").path("roomName").asText());
        }
    }

    @Test
    void oneOfTheTwoMustBeGiven() {
        var answer = ann.says("call:cancel", "{'roomId':'r1'}");
        assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
        assertEquals(
                "recipientId: this or roomName is required",
                answer.at("/error/message").asText());
    }

    @Test
    void whetherAnybodyIsThereIsNotRevealed() {
        var answer = ann.says("call:cancel", "{'roomId':'r1','recipientId':'nobody','roomName':'nowhere'}");
        assertEquals("{\"success\":true,\"roomId\":\"r1\"}", answer.toString());
    }

    @Test
    void anotherOrganizationIsNotReached() {
        bob.says("call:join", "{'roomName':'standup'}");
        var stranger = scene.enters(Scene.principal("eve", "other", Set.of(), Role.ADMIN));
        forget();
        assertTrue(stranger.says("call:cancel", "{'roomId':'r1','roomName':'standup','recipientId':'bob'}")
                .path("success")
                .asBoolean());
        bob.heardNothing();
    }

    private void forget() {
        List.of(ann, bob, cat).forEach(Actor::forgets);
    }
}
