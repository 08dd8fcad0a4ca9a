package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Scene scene = Scene.open();

    @Test
    @Hears("connected")
    void aSocketIsGreetedWithWhoItIs() {
        var ann = scene.enters("ann");
        assertEquals(List.of("connected"), ann.eventNames());
        assertEquals(
                "{\"socketId\":\"socket0\",\"userId\":\"ann\",\"organizationId\":\"acme\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                ann.heardOnce("connected").toString());
    }

    @Test
    void aSocketIsInTheRoomsOfItsUserAndOrganization() {
        var ann = scene.enters("ann");
        tell(new RoomId.Org("acme"), "presence:update");
        tell(new RoomId.User("acme", "ann"), "presence:update");
        tell(new RoomId.Org("other"), "presence:update");
        tell(new RoomId.User("other", "ann"), "presence:update");
        assertEquals(
                2,
                ann.heard().stream()
                        .filter(heard -> heard.event().equals("error"))
                        .count());
    }

    @Test
    void whenASocketGoesNothingStaysBehind() {
        var ann = scene.entersAndJoins("ann", "general");
        ann.says("typing:start", "{'channelId':'general'}");
        ann.leaves();
        assertEquals(0, scene.rooms().count());
        assertEquals(0, scene.dispatcher().sessions());
    }

    @Test
    void closingTwiceIsClosingOnce() {
        var ann = scene.entersAndJoins("ann", "general");
        var bob = scene.entersAndJoins("bob", "general");
        ann.leaves();
        ann.leaves();
        bob.heardOnce("channel:leave");
    }

    @Test
    void whatComesAfterTheEndIsNotHandled() {
        var ann = scene.entersAndJoins("ann", "general");
        ann.leaves();
        assertTrue(ann.says("channel:join", "{'channelId':'general'}").isMissingNode());
        assertEquals(0, scene.rooms().count());
    }

    @Test
    void aSocketIsInAtMost500Rooms() {
        var ann = scene.enters("ann");
        for (int i = 0; i < 498; i++) {
            assertTrue(ann.says("channel:join", "{'channelId':'c" + i + "'}")
                    .path("success")
                    .asBoolean());
        }
        var answer = ann.says("channel:join", "{'channelId':'onemore'}");
        assertEquals("FORBIDDEN", answer.at("/error/code").asText());
        assertFalse(scene.timelines().exists(Scene.channel("onemore")));
        ann.says("channel:leave", "{'channelId':'c7'}");
        assertTrue(ann.says("channel:join", "{'channelId':'onemore'}")
                .path("success")
                .asBoolean());
    }

    /// The two rooms from connect are rooms like the others: 498 are left.
    @Test
    void roomsOfEveryKindCountAndNoneGetsPast500() {
        var ann = scene.enters("ann");
        var joins = List.of(
                "channel:join {'channelId':'%s'}",
                "conversation:join {'conversationId':'%s','customerId':'c1'}",
                "call:join {'roomName':'%s'}",
                "swarm:subscribe {'sessionId':'%s'}");
        for (int i = 0; i < 497; i++) {
            assertEquals("", joins(ann, joins.get(i % joins.size()), "r" + i));
        }
        assertEquals("", joins(ann, "activity:join {'room':'%s'}", "activity:c1"));
        for (var join : joins) {
            assertEquals("FORBIDDEN", joins(ann, join, "onemore"));
        }
        assertEquals("", joins(ann, joins.getFirst(), "r0")); // where it is already
        assertEquals("", joins(ann, "call:leave {'roomName':'%s'}", "r2"));
        assertEquals("", joins(ann, joins.getLast(), "onemore"));
        assertEquals("FORBIDDEN", joins(ann, joins.getFirst(), "onemore"));
    }

    private static String joins(Actor actor, String join, String id) {
        var words = join.split(" ", 2);
        return actor.says(words[0], words[1].formatted(id)).at("/error/code").asText();
    }

    @Test
    void whenTheTokenExpiresTheSocketIsToldAndDisconnected() {
        var ann = scene.enters(expiring("ann", Duration.ofSeconds(60)));
        ann.forgets();
        scene.passes(Duration.ofMillis(59_999));
        ann.heardNothing();
        scene.passes(Duration.ofMillis(1));
        assertEquals(
                "{\"code\":\"TOKEN_EXPIRED\",\"message\":\"the token has expired\",\"event\":null}",
                ann.heardOnce("error").toString());
        assertTrue(ann.disconnected());
        scene.passes(Duration.ofSeconds(60));
        ann.heardOnce("error");
    }

    @Test
    void anEventAfterTheTokenExpiredIsRefusedBeforeTheDisconnect() {
        var ann = scene.enters(expiring("ann", Duration.ofSeconds(60)));
        scene.clock().advance(Duration.ofSeconds(60));
        var answer = ann.says("channel:join", "{'channelId':'general'}");
        assertEquals("TOKEN_EXPIRED", answer.at("/error/code").asText());
        ann.heardOnce("error");
        assertTrue(ann.disconnected());
        assertFalse(scene.timelines().exists(Scene.channel("general")));
    }

    @Test
    void aTokenMayLastForEver() {
        var ann = scene.enters(new Principal("ann", "Ann", "acme", Set.of(), Role.MEMBER, java.time.Instant.MAX));
        scene.passes(Duration.ofDays(400));
        assertFalse(ann.disconnected());
    }

    private static Principal expiring(String userId, Duration in) {
        var start = new HandClock().instant();
        return new Principal(userId, userId, "acme", Set.of(), Role.MEMBER, start.plus(in));
    }

    private void tell(RoomId room, String text) {
        scene.rooms().tell(room, new Failure(ErrorCode.INTERNAL, text, null, null, null).frame());
        scene.settle();
    }
}
