package io.rotunda.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.handlers.Tokens;
import io.rotunda.handlers.Tokens.Reason;
import io.rotunda.handlers.Tokens.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A token is accepted or refused, whatever goes wrong.
class GuardedTokensTest {
    @Test
    void aFaultWhileATokenIsVerifiedRefusesItForTheMoment() {
        var faulty = List.<Tokens>of(
                token -> {
                    throw new IllegalStateException(token);
                },
                token -> {
                    throw new StackOverflowError(token);
                });
        for (var tokens : faulty) {
            var guarded = new GuardedTokens(tokens);
            var refused = assertThrows(Refused.class, () -> guarded.verify("secret.token"));
            assertEquals(Reason.AUTH_UNAVAILABLE, refused.reason());
            assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
        }
    }

    @Test
    void whatIsRefusedOrAcceptedStaysSo() throws Exception {
        var expired = new Refused(Reason.AUTH_EXPIRED, "the token has expired");
        var refusing = new GuardedTokens(_ -> {
            throw expired;
        });
        assertSame(expired, assertThrows(Refused.class, () -> refusing.verify("old")));
        var ann = new Principal("ann", "Ann", "acme", Set.of(), Role.MEMBER, Instant.MAX);
        assertSame(ann, new GuardedTokens(_ -> ann).verify("good"));
    }
}
