package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SwarmAndActivityTest {
    private static final String S1 = "{'sessionId':'s1'}";
    private static final String C1 = "{'room':'activity:c1'}";

    private final Scene scene = Scene.open();
    private final Actor bob = scene.enters("bob");
    private final Actor ann = scene.enters("ann");

    @Test
    @Hears("swarm:subscribed")
    void whoSubscribesIsToldAndNobodyElse() {
        forget();
        assertEquals(
                "{\"success\":true,\"sessionId\":\"s1\"}",
                ann.says("swarm:subscribe", S1).toString());
        assertEquals("{\"sessionId\":\"s1\"}", ann.heardOnce("swarm:subscribed").toString());
        assertEquals(List.of("swarm:subscribed"), ann.eventNames());
        bob.says("swarm:subscribe", S1);
        assertEquals(List.of("swarm:subscribed"), ann.eventNames());
        assertEquals(List.of("swarm:subscribed"), bob.eventNames());
    }

    @Test
    @Hears("activity:joined")
    void whoJoinsAnActivityIsToldAndNobodyElse() {
        forget();
        assertEquals(
                "{\"success\":true,\"room\":\"activity:c1\"}",
                ann.says("activity:join", C1).toString());
        assertEquals(
                "{\"room\":\"activity:c1\"}", ann.heardOnce("activity:joined").toString());
        bob.says("activity:join", C1);
        assertEquals(List.of("activity:joined"), ann.eventNames());
        assertEquals(List.of("activity:joined"), bob.eventNames());
    }

    @Test
    void aSecondTimeIsASuccessAndOneLeaveIsEnough() {
        int rooms = scene.rooms().count();
        for (int i = 0; i < 2; i++) {
            ann.says("swarm:subscribe", S1);
            ann.says("activity:join", C1);
        }
        assertEquals(2, ann.heard("swarm:subscribed").size());
        assertEquals(2, ann.heard("activity:joined").size());
        assertEquals(rooms + 2, scene.rooms().count());
        forget();
        assertEquals(
                "{\"success\":true,\"sessionId\":\"s1\"}",
                ann.says("swarm:unsubscribe", S1).toString());
        assertEquals(
                "{\"success\":true,\"room\":\"activity:c1\"}",
                ann.says("activity:leave", C1).toString());
        assertEquals(rooms, scene.rooms().count());
        ann.heardNothing();
        bob.heardNothing();
    }

    @Test
    void leavingWhatOneIsNotInIsASuccess() {
        assertEquals(true, ann.says("swarm:unsubscribe", S1).path("success").asBoolean());
        assertEquals(true, ann.says("activity:leave", C1).path("success").asBoolean());
        var foreign = ann.says("activity:leave", "{'room':'activity:c9'}");
        assertEquals(true, foreign.path("success").asBoolean());
    }

    @Test
    void anotherCustomersActivityIsNotThere() {
        int rooms = scene.rooms().count();
        var answer = ann.says("activity:join", "{'room':'activity:c9'}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
        assertEquals("no such room", answer.at("/error/message").asText());
        assertEquals(rooms, scene.rooms().count());
    }

    @Test
    void whoLosesTheCustomerLosesItsActivity() {
        int rooms = scene.rooms().count();
        ann.says("activity:join", C1);
        var without = Scene.principal("ann", "acme", Set.of(), Role.MEMBER);
        ann.session().become(without);
        assertEquals(rooms, scene.rooms().count());
    }

    @Test
    void whoGoesLeavesNoRoomBehind() {
        int rooms = scene.rooms().count();
        var cat = scene.enters("cat");
        cat.says("swarm:subscribe", S1);
        cat.says("activity:join", C1);
        cat.leaves();
        assertEquals(rooms, scene.rooms().count());
    }

    private void forget() {
        ann.forgets();
        bob.forgets();
    }
}
