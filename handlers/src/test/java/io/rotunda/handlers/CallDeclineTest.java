package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallDeclineTest {
    private static final String DECLINE = "{'roomId':'standup','callerId':'ann'}";

    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor phone = scene.enters("ann");
    private final Actor bob = scene.enters("bob");

    @Test
    @Hears("call:declined")
    void theCallersSocketsAreToldAndNobodyElse() {
        var cat = scene.enters("cat");
        forget();
        cat.forgets();
        assertEquals(
                "{\"success\":true,\"roomId\":\"standup\"}",
                bob.says("call:decline", DECLINE).toString());
        for (var socket : List.of(ann, phone)) {
            assertEquals(
                    "{\"roomId\":\"standup\",\"declinedBy\":\"bob\",\"declinedByName\":\"Name of bob\","
                            + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                    socket.heardOnce("call:declined").toString());
        }
        bob.heardNothing();
        cat.heardNothing();
    }

    @Test
    void whoDeclinesTheCallThatHeIsInLeavesIt() {
        ann.says("call:join", "{'roomName':'standup'}");
        bob.says("call:join", "{'roomName':'standup'}");
        forget();
        bob.says("call:decline", DECLINE);
        assertEquals(List.of("call:declined", "call:participant_left"), ann.eventNames());
        assertEquals(
                "declined",
                ann.heardOnce("call:participant_left").path("reason").asText());
        forget();
        ann.says("call:leave", "{'roomName':'standup'}");
        bob.heardNothing();
    }

    @Test
    void whetherAnybodyIsThereIsNotRevealed() {
        assertEquals(
                "{\"success\":true,\"roomId\":\"standup\"}",
                bob.says("call:decline", "{'roomId':'standup','callerId':'nobody'}")
                        .toString());
    }

    @Test
    void anotherOrganizationIsNotReached() {
        var stranger = scene.enters(Scene.principal("eve", "other", Set.of(), Role.ADMIN));
        var namesake = scene.enters(Scene.principal("ann", "other", Set.of(), Role.MEMBER));
        forget();
        namesake.forgets();
        assertTrue(stranger.says("call:decline", DECLINE).path("success").asBoolean());
        namesake.heardOnce("call:declined");
        ann.heardNothing();
        phone.heardNothing();
    }

    private void forget() {
        List.of(ann, phone, bob).forEach(Actor::forgets);
    }
}
