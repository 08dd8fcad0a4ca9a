package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.handlers.Tokens;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserConnectionsTest {
    private final UserConnections connections = new UserConnections(2);
    private final Principal ann = principal("ann", "acme");

    @Test
    void oneMoreThanAllowedIsRefusedUntilOneGoes() throws Exception {
        var first = connections.take(ann);
        connections.take(ann);
        for (int i = 0; i < 3; i++) {
            var refused = assertThrows(Tokens.Refused.class, () -> connections.take(ann));
            assertEquals(Tokens.Reason.OVERLOADED, refused.reason());
        }
        first.free();
        connections.take(ann);
        assertThrows(Tokens.Refused.class, () -> connections.take(ann));
    }

    @Test
    void anotherUserAndANamesakeElsewhereHaveTheirOwn() throws Exception {
        for (var principal : new Principal[] {ann, principal("bob", "acme"), principal("ann", "other")}) {
            connections.take(principal);
            connections.take(principal);
        }
        assertEquals(3, connections.users());
    }

    @Test
    void withoutALimitNobodyIsCounted() throws Exception {
        var free = new UserConnections(0);
        for (int i = 0; i < 100; i++) {
            free.take(ann);
        }
        assertEquals(0, free.users());
    }

    @Test
    void whoComeAndGoAtTheSameTimeAreCountedRight() throws Exception {
        Callable<Void> socket = () -> {
            for (int i = 0; i < 2_000; i++) {
                connections.take(ann).free(); // of two at a time none is refused
            }
            return null;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(
                    IntStream.range(0, 2).mapToObj(_ -> socket).toList())) {
                done.get();
            }
        }
        assertEquals(0, connections.users());
    }

    private static Principal principal(String userId, String organizationId) {
        return new Principal(userId, userId, organizationId, Set.of(), Role.MEMBER, Instant.MAX);
    }
}
