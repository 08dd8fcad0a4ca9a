package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoomIdTest {

    @Test
    void roomsHaveTheNamesThatClientsKnow() {
        assertEquals("org:acme", new RoomId.Org("acme").wireName());
        assertEquals("user:ann", new RoomId.User("acme", "ann").wireName());
        assertEquals("channel:general", new RoomId.Channel("acme", "general").wireName());
        assertEquals("customer:c1:conversation:v1", new RoomId.Conversation("c1", "v1").wireName());
    }

    @Test
    void anIdHasOneTo128CharactersOfItsAlphabet() {
        assertTrue(Ids.valid("aZ09_.~@|-"));
        assertTrue(Ids.valid("x".repeat(128)));
        assertFalse(Ids.valid(""));
        assertFalse(Ids.valid("x".repeat(129)));
        for (var bad :
                new String[] {"a:b", "a b", "a/b", "a\n", "\u0000", "é", "*", "a,b", "a\\", "\"", "\uD83D\uDE00"}) {
            assertFalse(Ids.valid(bad), bad);
        }
    }

    @Test
    void aRoomOfAnInvalidIdCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new RoomId.Channel("acme", "a:b"));
        assertThrows(IllegalArgumentException.class, () -> new RoomId.Conversation("", "v1"));
    }

    @Test
    void aRoomIsReadFromTheNameThatItHas() {
        for (var room : List.of(
                new RoomId.Org("acme"),
                new RoomId.User("acme", "ann"),
                new RoomId.Channel("acme", "general"),
                new RoomId.Conversation("c1", "v1"),
                new RoomId.Call("acme", "standup"),
                new RoomId.Swarm("acme", "s1"),
                new RoomId.Activity("c1"))) {
            assertEquals(room, RoomId.parse(room.wireName(), "acme"));
        }
    }

    @Test
    void aNameThatSaysItsTenantNeedsNoOrganization() {
        assertEquals(new RoomId.Org("acme"), RoomId.parse("org:acme", null));
        assertEquals(new RoomId.Activity("c1"), RoomId.parse("activity:c1", null));
        assertEquals(new RoomId.Conversation("c1", "v1"), RoomId.parse("customer:c1:conversation:v1", null));
        for (var name : List.of("user:ann", "channel:general", "call:standup", "swarm:s1")) {
            assertThrows(IllegalArgumentException.class, () -> RoomId.parse(name, null), name);
        }
    }

    @Test
    void aRoomOfAnotherOrganizationThanTheOneNamedIsNone() {
        assertThrows(IllegalArgumentException.class, () -> RoomId.parse("org:acme", "globex"));
        assertThrows(IllegalArgumentException.class, () -> RoomId.parse("channel:general", "a:b"));
        assertThrows(IllegalArgumentException.class, () -> RoomId.parse("activity:c1", ""));
    }

    @Test
    void aRefusalDoesNotRepeatWhatWasWritten() {
        for (var name : List.of("team:s3cret", "channel:s3cret s3cret", "s3cret", "org:s3cret", "customer:s3cret:v1")) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> RoomId.parse(name, "acme"), name);
            assertFalse(String.valueOf(refusal.getMessage()).contains("s3cret"), name);
        }
    }

    @Test
    void whatIsNoNameOfARoomIsRefused() {
        for (var name : List.of(
                "",
                ":",
                "channel",
                "channel:",
                "channel:a:b",
                "channel:a b",
                "Channel:a",
                "team:a",
                "org:",
                "customer:c1",
                "customer:c1:v1",
                "customer:c1:conversation",
                "customer:c1:conversation:",
                "customer::conversation:v1",
                "customer:c1:conversation:v1:x",
                "customer:c1:conversations:v1",
                "channel:" + "x".repeat(129),
                "user:*")) {
            assertThrows(IllegalArgumentException.class, () -> RoomId.parse(name, "acme"), name);
        }
    }
}
