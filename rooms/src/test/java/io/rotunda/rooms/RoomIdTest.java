package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
