package io.rotunda.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.rotunda.rooms.RoomId;
import org.junit.jupiter.api.Test;

class UserPermitsTest {
    private final UserPermits permits = new UserPermits();

    @Test
    void aUserMakesAFewCallsAtATimeAndOthersMakeTheirs() {
        var ann = new RoomId.User("acme", "ann");
        for (int i = 0; i < UserPermits.OF_ONE; i++) {
            assertNull(permits.enter(ann));
        }
        for (int i = 0; i < 1_000; i++) {
            var refusal = permits.enter(ann);
            assertNotNull(refusal);
            assertEquals(429, refusal.status());
            assertEquals(1000L, refusal.retryAfterMs());
        }
        assertNull(permits.enter(new RoomId.User("acme", "bob")));
        permits.leave(ann);
        assertNull(permits.enter(ann));
    }

    @Test
    void manyUsersTogetherAreToldToComeLater() {
        int let = 0;
        for (var refusal = permits.enter(user(let)); refusal == null; refusal = permits.enter(user(let))) {
            let++;
        }
        var refusal = permits.enter(user(let));
        assertNotNull(refusal);
        assertEquals(503, refusal.status());
        for (int i = 0; i < let; i++) {
            permits.leave(user(i));
        }
        assertNull(permits.enter(user(0)));
    }

    private static RoomId.User user(int number) {
        return new RoomId.User("acme", "user" + number);
    }
}
